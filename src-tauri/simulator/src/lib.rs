//! A made-up Business Center that speaks TikTok's Business API v1.3.
