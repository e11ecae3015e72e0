//! An intent is made by the journal only, after it is durable.
use desk_core::allocation::Record;
use desk_core::id::AllocationNumber;
use desk_core::journal::Intent;

fn forge(record: Record) -> Intent {
    Intent {
        number: AllocationNumber(1),
        record: Box::new(record),
    }
}

fn main() {}
