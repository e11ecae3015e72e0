//! Credit Desk.
fn main() {}
