### The states of an allocation, in the exact words used everywhere.

allocation-state-SENDING = Sending
allocation-state-ALLOCATED = Allocated
allocation-state-REFUSED = Refused, nothing moved
allocation-state-NOT_SENT = Not sent, nothing moved
allocation-state-UNKNOWN = Outcome unknown
allocation-state-FOUND = Allocated, found in TikTok’s records
# A person said so; no record proves it.
allocation-state-RECORDED_AS_ALLOCATED = Recorded as allocated
allocation-state-CLOSED_NOT_EXECUTED = Closed as not executed
# It was refused or closed as not executed, and then TikTok's record of it appeared.
allocation-state-CONTRADICTED = Contradiction
# It took effect, and TikTok's records hold one more like it.
allocation-state-DUPLICATE_SUSPECTED = Allocated, perhaps twice
