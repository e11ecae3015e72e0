//! What TikTok last said, in a file of its own that may be deleted and fetched again.
