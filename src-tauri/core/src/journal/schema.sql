-- The journal's tables as they are today. A test compares them with what the migrations make.

-- The chain: everything that was done or decided, in the canonical form of docs/journal-format.md.
-- number: 1, 2, 3 ... without gaps. at: microseconds since 1970, UTC. version, kind: which form `body` has.
-- prev: hash of the entry before, zeros for the first. hash: over prev, version, number, at, kind and body.
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- What the Changes tab lists, without a look at any allocation.
CREATE INDEX entries_of_changes ON entries (number)
WHERE kind NOT IN ('allocation-recorded', 'allocation-settled');

-- Also keeps INSERT OR REPLACE away from what is written.
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)
BEGIN
    SELECT RAISE(ABORT, 'entries are numbered without gaps');
END;

-- Against accidents; the chain detects intent.
CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are not changed');
END;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are not removed');
END;

-- All tables from here on are derived from the entries, in the transaction that writes the entry, and can be rebuilt.
-- One row: the newest epoch and the entry that began it. Only that epoch may send.
CREATE TABLE opening (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL,
    opened_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT;

-- Credits that people entered. account: set for one that an account got elsewhere. amount, allocated: hundredths;
-- allocated counts open outcomes. valid_until: last valid day, 2026-11-30. terms_in: the entry whose terms hold.
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

-- One row for each allocation, with what lists, limits and claims need; all else is read from its entries.
-- epoch: the one that may send it. at: time of commit. credit: NULL for unlisted ad credit. search: folded text of the
-- number, account, person, credit and note. acknowledged_in: a person has seen its alarm.
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

-- Protocol 4.2: while an outcome is open, its account receives nothing more.
CREATE UNIQUE INDEX one_open_allocation_per_account ON allocations (account)
WHERE state IN ('sending', 'unknown');

CREATE INDEX allocations_by_account ON allocations (account, number);

CREATE INDEX allocations_by_operator ON allocations (operator, number);

-- What needs attention, however long the history is.
CREATE INDEX allocations_not_succeeded ON allocations (state, number)
WHERE state <> 'succeeded';

-- Each of TikTok's records settles one allocation at most.
CREATE TABLE claims (
    record TEXT PRIMARY KEY,
    allocation INTEGER NOT NULL REFERENCES allocations (number)
) STRICT, WITHOUT ROWID;

-- Ad credit that moved or may have moved, per account, credit (empty for unlisted) and UTC month (year * 12 + month - 1).
CREATE TABLE totals (
    account TEXT NOT NULL,
    credit BLOB NOT NULL,
    month INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, credit, month, currency)
) STRICT, WITHOUT ROWID;

-- Role switches that were set; the others have their defaults.
CREATE TABLE switches (
    name TEXT PRIMARY KEY CHECK (name IN ('finance_roles_apply', 'strict_admin', 'allow_billing_shared')),
    value INTEGER NOT NULL CHECK (value IN (0, 1)),
    changed_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT, WITHOUT ROWID;

-- The role TikTok told last for each person who acted, kept for offline use.
CREATE TABLE roles (
    member TEXT PRIMARY KEY,
    seen_in INTEGER NOT NULL REFERENCES entries (number)
) STRICT, WITHOUT ROWID;

-- Not derived: up to here the chain was verified, so that a start need not begin at the first entry.
CREATE TABLE verified (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
