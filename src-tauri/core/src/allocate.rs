//! THE FLOW: look, permit, intent, send, settle. Once the intent is written, every path writes an answer.
