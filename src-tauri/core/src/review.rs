//! The read side: what the window shows, from both files.
