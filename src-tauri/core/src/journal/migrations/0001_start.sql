CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX entries_of_changes ON entries (number)
WHERE kind NOT IN ('allocation-recorded', 'allocation-settled');

CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)
BEGIN
    SELECT RAISE(ABORT, 'entries are numbered without gaps');
END;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are not changed');
END;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are not removed');
END;

CREATE TABLE opening (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    opened_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT;

CREATE TABLE credits (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    account TEXT,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    valid_until TEXT,
    allocated INTEGER NOT NULL,
    entered_in INTEGER NOT NULL REFERENCES entries (number),
    terms_in INTEGER NOT NULL REFERENCES entries (number),
    revoked_in INTEGER REFERENCES entries (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE allocations (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    request INTEGER NOT NULL UNIQUE CHECK (request > 0),
    epoch INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('sending', 'unknown', 'succeeded', 'rejected', 'not-sent', 'applied', 'not-applied',
            'contradicted', 'duplicate-suspected')
    ),
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    operator TEXT NOT NULL,
    credit BLOB REFERENCES credits (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    search TEXT NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES entries (number),
    settled_in INTEGER REFERENCES entries (number),
    acknowledged_in INTEGER REFERENCES entries (number),
    CHECK ((state = 'sending') = (settled_in IS NULL)),
    CHECK (acknowledged_in IS NULL OR state IN ('contradicted', 'duplicate-suspected'))
) STRICT;

CREATE UNIQUE INDEX one_open_allocation_per_account ON allocations (account)
WHERE state IN ('sending', 'unknown');

CREATE INDEX allocations_by_account ON allocations (account, number);

CREATE INDEX allocations_by_operator ON allocations (operator, number);

CREATE INDEX allocations_not_succeeded ON allocations (state, number)
WHERE state <> 'succeeded';

CREATE TABLE claims (
    record TEXT PRIMARY KEY,
    allocation INTEGER NOT NULL REFERENCES allocations (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (
    account TEXT NOT NULL,
    credit BLOB NOT NULL,
    month INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, credit, month, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE switches (
    name TEXT PRIMARY KEY CHECK (name IN ('finance_roles_apply', 'strict_admin', 'allow_billing_shared')),
    value INTEGER NOT NULL CHECK (value IN (0, 1)),
    changed_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
    member TEXT PRIMARY KEY,
    seen_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE verified (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
