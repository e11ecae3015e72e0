### The states of an allocation, in the exact words used everywhere.

allocation-state-SENDING = Sending
allocation-state-ALLOCATED = Allocated
allocation-state-REFUSED = Refused, nothing moved
allocation-state-NOT_SENT = Not sent, nothing moved
allocation-state-UNKNOWN = Outcome unknown
allocation-state-FOUND = Allocated, found in TikTok’s records
allocation-state-CLOSED_NOT_EXECUTED = Closed as not executed
