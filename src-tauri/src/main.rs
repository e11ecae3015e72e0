//! Credit Desk: the window around the core. Start order: data folder, workspace, window.

mod bindings;
mod commands;
mod desk;
mod events;
mod fault;
mod views;

fn main() {}
