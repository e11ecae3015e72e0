//! Credit Desk without a window.
