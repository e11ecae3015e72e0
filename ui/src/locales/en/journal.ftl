### The journal as a file: damaged, broken or frozen, and what a person can do about it. None of it moves money.
### "Head": the newest entry's number and hash, of which a copy is kept outside the file.

## The window when a workspace cannot be opened because its journal is damaged.

# Title of the window. $name is a Business Center.
journal-damaged = Damaged journal
journal-damaged-title = The journal of { $name } is damaged
journal-damaged-DAMAGED = Its file cannot be read, so this workspace does not open.
journal-damaged-NOT_OURS = In its place lies a file that is no journal of Credit Desk, so this workspace does not open.
journal-damaged-nothing = No money was moved by this, and nothing was sent. What was allocated before is at TikTok as it was.
journal-damaged-file = File
journal-damaged-folder = In the folder
journal-damaged-copy = If there is a copy of the file
journal-damaged-copy-how = Move the damaged file away, and journal.sqlite-wal and journal.sqlite-shm where they lie beside it. Put the copy in its place, then try again.
journal-damaged-none = If there is none
journal-damaged-none-how = Set the damaged file aside. It is renamed and kept. The workspace opens with a fresh journal, and nothing is sent until a person has accepted it.

## The copy of the last good state, which the program keeps beside the journal.

# Heads the way to open it, where the journal is damaged.
journal-good = To see what was done until the last good state
journal-good-is = Credit Desk has kept a copy of it.
# $at is a day and a time.
journal-good-holds =
    { $count ->
        [one] It holds one entry, of { $at }.
       *[other] It holds { $count } entries, the newest of { $at }.
    }
# In the place of a day and a time, where there is no entry.
journal-good-empty = no time
# How many entries came after it, by the head kept outside.
journal-good-behind =
    { $count ->
        [0] The head kept outside names none that was written after it.
        [one] One entry that was written after it is missing in it.
       *[other] { $count } entries that were written after it are missing in it.
    }
journal-good-behind-unknown = How much was written after it is not known.
journal-good-only-read = It can be read, and nothing can be allocated with it.
journal-good-open = Open the last good state
journal-good-opening = Opening…
journal-good-failed = It was not opened
journal-good-none = No copy of it is there.
# In Settings, while it is shown.
journal-good-shown = This is the last good state, not the journal
journal-good-shown-is = The journal itself is damaged. Everything that this window shows of the history is from a copy of it.
journal-good-leave = Back to the damaged journal
journal-good-first = Before anything else
journal-good-compare = Compare TikTok’s Transactions page with the history here. What TikTok shows and the history does not was allocated after the copy was made, or outside of Credit Desk. If its outcome was unknown, nothing here would warn of a second one.
journal-good-then = How to go on
# $file is the name of the copy.
journal-good-restore = With this copy: close Credit Desk. In the folder { $folder }, move journal.sqlite away, and journal.sqlite-wal and journal.sqlite-shm where they lie beside it. Copy { $file } to journal.sqlite, and start again. If entries are missing in it, nothing is sent until somebody who may allocate has accepted it.
journal-good-fresh = With a fresh journal: go back, and set the damaged one aside. The copy is kept.
# In Settings, while the journal is sound. $holds is a sentence from above.
journal-good-copy = Copy of the last good state
journal-good-copy-is = { $file }. { $holds }

## Setting a damaged journal aside: the button, and the dialog that confirms it.

journal-aside = Set the damaged journal aside
journal-aside-close = Close, nothing is set aside
# Heads of what happens, each followed by its sentence.
journal-aside-kept = The file is kept
journal-aside-kept-how = It stays in its folder. “.damaged” and the time are added to its name, and it is never deleted.
journal-aside-fresh = A fresh journal is begun
journal-aside-fresh-how = Its history is empty. Allocations, entered credits and switches of the damaged one are not in it.
journal-aside-unknown = Unknown outcomes are forgotten here
journal-aside-unknown-how = An account whose allocation was not settled would take ad credit again. Look on TikTok’s Transactions page first.
journal-aside-frozen = It is frozen at first
journal-aside-frozen-how = Nothing is sent until somebody who may allocate has compared it with TikTok’s records and accepted it.
journal-aside-nothing = This moves no money and sends nothing.
journal-aside-cancel = Cancel
journal-aside-confirm = Set it aside
journal-aside-busy = Setting aside…
journal-aside-failed = It was not set aside
# Said when it is done. $file is its new name.
journal-aside-said = The damaged journal was kept as { $file }. A fresh one was begun.
journal-aside-not = Only those who may allocate can set it aside.

## A chain that breaks.

journal-broken = The chain breaks at entry { $entry }
journal-broken-is = That entry does not follow from those before it: it was changed, or one was removed, outside of Credit Desk. Everything can still be read. Nothing is written and nothing is sent.
journal-broken-how = If there is a sound copy of the file, close Credit Desk, put the copy in its place, and start again. If there is none, set this one aside.

## A frozen journal, and the form that accepts it.

journal-frozen = Nothing is sent until this journal is accepted
# $entry is the number of the entry that the head kept outside names.
journal-frozen-NOT_IN_CHAIN = The head kept outside the file names entry { $entry }, and this file does not hold it. So this is an older copy of the journal, one whose end was cut off or changed, or a fresh one that was begun after another was set aside. What was written since is missing here.
journal-frozen-NONE_KEPT = This journal was begun after a damaged one was set aside, and no head had been kept outside the file. What the damaged one held is missing here.
journal-frozen-UNREADABLE = What is kept outside the file cannot be read as a head, so nothing shows that this file is the newest. It may be whole, or an older copy in which later entries are missing.
journal-kept = Head kept outside
journal-kept-NONE_KEPT = none
journal-kept-UNREADABLE = cannot be read
journal-newest = Head of this file
# Before the hash.
journal-entry = entry { $entry }
journal-set-aside-files = Set aside
# Title of the comparison with TikTok's records.
journal-missing-title = In TikTok’s records, explained by nothing here
journal-missing-unread = TikTok’s records have not all been read since the start. Refresh, then look here again.
# $since is a day, $until the moment when they were read; $matched counts allocations that both sides know.
journal-missing-count =
    { $count ->
        [0] TikTok’s records from { $since } to { $until } hold no ad credit that the allocations here do not explain.
        [one] TikTok’s records from { $since } to { $until } hold one transfer of ad credit that no allocation here explains: it is missing here, was made outside of Credit Desk, was executed twice, or was closed here as not executed.
       *[other] TikTok’s records from { $since } to { $until } hold { $count } transfers of ad credit that no allocation here explains: missing here, made outside of Credit Desk, executed twice, or closed here as not executed.
    } { $matched ->
        [0] No allocation here has its record there.
        [one] One allocation here has its record there.
       *[other] { $matched } allocations here have their records there.
    }
journal-missing-differing =
    { $count ->
        [one] One allocation here has a record that tells something else.
       *[other] { $count } allocations here have records that tell something else.
    }
journal-missing-only-here =
    { $count ->
        [one] One allocation here has no record near its time there. Its record may be late; its outcome in the history stays as it is.
       *[other] { $count } allocations here have no record near their time there. Their records may be late; their outcomes in the history stay as they are.
    }
# Heads of the list.
journal-missing-at = Time
journal-missing-account = Ad account
journal-missing-amount = Ad credit
journal-missing-id = Transaction ID
journal-missing-more =
    { $count ->
        [one] One more is older.
       *[other] { $count } more are older.
    }
journal-accept-first = Before you accept
journal-accept-newer = Look for a newer copy of the file. If there is one, close Credit Desk, put that copy in its place, and start again.
journal-accept-compare = Compare TikTok’s Transactions page with the history here. What TikTok shows and the history does not is missing here, also if its outcome was unknown: nothing would warn of a second one.
journal-accept-credits = Look at Credits as well: what was allocated and is missing here makes the list say more than TikTok has.
journal-accept-note = Note
journal-accept-note-hint = What happened, and what you compared. It is kept for good, with your name.
journal-accept-note-missing = Say what happened, and what you compared.
journal-accept-note-long = This is too long.
journal-accept-what = Accepting sends nothing. From then on this file’s own head is kept outside.
journal-accept = Accept this journal
journal-accept-busy = Accepting…
journal-accept-not = Only those who may allocate can accept it
journal-accepted = The journal was accepted, and allocating is possible again. Nothing was sent.
