//! A permit is made by the policy only.
use desk_core::allocation::Record;
use desk_core::policy::Permit;

fn forge(record: Record) -> Permit {
    Permit { record }
}

fn main() {}
