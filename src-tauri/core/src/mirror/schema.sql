-- What TikTok last said. May be deleted at any time and fetched again, so it has no migrations: another version is made
-- anew. Amounts are hundredths, moments microseconds since 1970, UTC; as_of: when TikTok said so.

-- One row. Balances are NULL where the person may not read them.
CREATE TABLE business_center (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    zone TEXT NOT NULL,
    as_of INTEGER NOT NULL
) STRICT;

CREATE TABLE bc_balance (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    currency TEXT NOT NULL,
    account INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    frozen INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    cash INTEGER NOT NULL,
    valid_cash INTEGER NOT NULL,
    voucher INTEGER NOT NULL,
    valid_voucher INTEGER NOT NULL,
    as_of INTEGER NOT NULL
) STRICT;

-- place: order in TikTok's list. id: NULL for a pending invitation.
CREATE TABLE members (
    place INTEGER PRIMARY KEY,
    id TEXT,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    basic TEXT NOT NULL CHECK (basic IN ('admin', 'standard')),
    finance TEXT CHECK (finance IN ('manager', 'analyst')),
    relation TEXT NOT NULL,
    as_of INTEGER NOT NULL
) STRICT;

CREATE TABLE portfolios (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT CHECK (kind IN ('shared', 'not-shared')),
    available INTEGER,
    available_currency TEXT,
    total INTEGER,
    total_currency TEXT,
    as_of INTEGER NOT NULL
) STRICT;

CREATE TABLE portfolio_cash (
    portfolio TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (portfolio, currency)
) STRICT, WITHOUT ROWID;

-- status, ownership, relation, link, buying: our word; the *_word columns hold TikTok's where we do not know it.
-- relation and link are NULL where ownership could not be read. search: folded name and id. likeness: 1 similar, 2 same
-- (R64). troubled_at: last seen suspended or in review (R31). minimum: least ad credit it takes (R53), as it was told when
-- the account was last read alone.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    currency TEXT NOT NULL,
    zone TEXT,
    status TEXT NOT NULL,
    status_word TEXT NOT NULL,
    ownership TEXT NOT NULL,
    relation TEXT,
    link TEXT,
    buying TEXT NOT NULL,
    balance_reminder INTEGER,
    portfolio TEXT,
    likeness INTEGER NOT NULL DEFAULT 0,
    troubled_at INTEGER,
    minimum INTEGER,
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE balances (
    account_id TEXT PRIMARY KEY,
    currency TEXT NOT NULL,
    account INTEGER NOT NULL,
    remaining INTEGER NOT NULL,
    frozen INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    cash INTEGER NOT NULL,
    valid_cash INTEGER NOT NULL,
    ad_credit INTEGER NOT NULL,
    valid_ad_credit INTEGER NOT NULL,
    credit_line INTEGER,
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- TikTok's records of both levels; one transfer leaves one at each, perhaps under one id.
CREATE TABLE transactions (
    id TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('business-center', 'account', 'portfolio')),
    account TEXT,
    account_name TEXT NOT NULL,
    bc TEXT,
    portfolio TEXT,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    subtotal INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    direction TEXT NOT NULL,
    kind TEXT NOT NULL,
    billing TEXT NOT NULL,
    at INTEGER NOT NULL,
    zone TEXT NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (id, level)
) STRICT, WITHOUT ROWID;

CREATE INDEX transactions_by_account ON transactions (account, at);

CREATE INDEX transactions_by_time ON transactions (level, at);

-- What accounts cost from one UTC day to another, both included.
CREATE TABLE costs (
    account TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    cash INTEGER NOT NULL,
    ad_credit INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (account, first_day, last_day)
) STRICT, WITHOUT ROWID;

-- Spend of the newest 7 days told for an account, for the Balance Alert.
CREATE TABLE weeks (
    account TEXT PRIMARY KEY,
    last_day TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How long the records of our own allocations took until they could be read: sent, and first seen. Lost with this file,
-- it is learned again.
CREATE TABLE appearances (
    allocation INTEGER PRIMARY KEY,
    sent INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
