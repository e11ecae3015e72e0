//! TikTok to mirror, with progress.
