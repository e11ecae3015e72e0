//! One Business Center seen through one connection: its parts, and the verbs a person has.
