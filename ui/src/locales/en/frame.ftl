### The frame around every screen: practice band, menu, age of figures, faults.
### "Ad credit" is promotional value; "credit line" is borrowed; "cash" is prepaid. Never mix these words.

# The name of the program. Do not translate.
product = Credit Desk
# Window title: screen, then the place.
title = { $screen } – { $place }
# Part of the window title in a practice workspace.
title-PRACTICE = Practice – { $product }
# Part of the window title in a workspace of TikTok, and of a server that is not TikTok. $name is the Business Center.
title-CONNECTED = { $name } – { $product }
title-REHEARSAL = Not real – { $name } – { $product }
# Before the window title: what is open, such as "1 outcome unknown".
title-open = { $open } – { $title }
title-unknown = { $count ->
    [one] { $count } outcome unknown
   *[other] { $count } outcomes unknown
}
title-alarms = { $count ->
    [one] { $count } alarm
   *[other] { $count } alarms
}

# The mark of everything that is made up. Short.
practice = Practice
# Mark in dialogs about money: whether it is real.
money-kind-PRACTICE = Practice money
money-kind-REHEARSAL = Not real money
money-kind-CONNECTED = Real money
# Stands in the band on top.
practice-made-up = Made-up money. Nothing here reaches TikTok.
# Read out before the practice time.
practice-time = Practice time
# Buttons that move the practice clock forward.
practice-day = A day later
practice-week = A week later
# Button: the answer of the next allocation will get lost, to rehearse the worst case.
practice-lose = Lose the next answer
# State after pressing the button above.
practice-lose-armed = The next answer will be lost

# Label of the menu of Business Centers, and of the part of the menu about them.
workspace = Workspace
# Below the name of a practice Business Center.
workspace-PRACTICE = Practice, { $currency }
# Below the name of a connected Business Center: with real money, and at a server on this computer that is not TikTok.
workspace-CONNECTED = TikTok, { $currency }
workspace-REHEARSAL = Not real, { $currency }
# Label of the menu of members, in practice.
acting-as = Acting as

# Roles: basic role, then finance role.
role-ADMIN-NONE = Admin
role-ADMIN-MANAGER = Admin, Finance Manager
role-ADMIN-ANALYST = Admin, Finance Analyst
role-STANDARD-NONE = Standard
role-STANDARD-MANAGER = Standard, Finance Manager
role-STANDARD-ANALYST = Standard, Finance Analyst

# Name of the whole menu on the left, read out.
menu = Menu
# Heading of the first part of the menu.
menu-finance = Finance
# The screens, as the Business Center names them.
screen-payment-management = Payment management
screen-ad-account = Ad account
screen-transactions = Transactions
screen-credits = Credits
screen-users = Users
screen-settings = Settings
# Button that opens the panel of explanations.
how-it-works = How ad credit works
# The state of an allocation whose answer got lost; also the link in the menu, followed by their count.
state-UNKNOWN = Outcome unknown
# Links in the menu to alarms: closed as not executed, and found executed; one record more than was sent. Few words.
state-CONTRADICTED = Contradiction
state-DUPLICATE_SUSPECTED = Perhaps allocated twice

# Age of the figures: time, then how long ago.
age-fresh = Figures as of { $at }, { $since }
age-stale = Figures as of { $at }, { $since }. Refresh them.
age-offline = Offline, showing figures of { $at }
age-now = just now
age-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
age-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
age-days = { $count } days ago
# Button that reads everything from TikTok again.
refresh = Refresh
refreshing = Refreshing…

# Button that removes a line or a welcome.
hide = Hide
# Button.
try-again = Try again

# While the workspace is being opened; then why there is nothing to show.
opening = Opening the workspace…
opening-failed = { $name } cannot be opened
opening-unreachable = Something that this workspace needs is not on this computer yet, and TikTok cannot be asked for it now.

# Head of a box that says why figures are not shown.
fault-title = This cannot be shown now
# What is wrong, by the code of the shell. Each is one sentence.
fault-NOT_READY = The workspace is still being opened.
fault-NOT_FOUND = { $name } is not there.
fault-FIELD_INVALID = This field cannot be taken.
fault-ASSIGNABLE_REFUSED = Ad credit of a Business Center is never assigned to a campaign.
fault-NOT_ALLOWED = Your role does not allow this.
fault-SECOND_INSTANCE = Another window of Credit Desk has this workspace open.
fault-READ_ONLY = This window may only read.
fault-JOURNAL_FROZEN = The head kept outside does not vouch for this journal, so it is frozen.
fault-JOURNAL_NEWER = The journal was written by a newer version of Credit Desk than this one, which leaves it as it is.
fault-JOURNAL_CHANGED = Another program wrote to the journal while Credit Desk had it open, so nothing was written. Close that program and start Credit Desk again.
fault-JOURNAL_DAMAGED = The journal is damaged.
fault-JOURNAL_SOUND = The journal can be opened, so it was not set aside.
fault-NO_LAST_GOOD = The copy of the last good state cannot be read either.
fault-DISK_FAILED = The disk refused to read or write.
fault-SENDING_STOPPED = An outcome could not be written down, so sending has stopped.
fault-UNREACHABLE = TikTok could not be reached.
fault-TIKTOK_REFUSED = TikTok refused, with code { $code }.
fault-ANSWER_UNREADABLE = TikTok’s answer could not be read.
fault-THROTTLED = TikTok asks to slow down.
fault-REVIEW_SUPERSEDED = Only the latest review can be allocated.
fault-OUTCOME_OPEN = An allocation to this account is not settled: see allocation { $number }.
fault-ALREADY_SETTLED = This is settled already.
fault-TOO_EARLY = This cannot be closed as not executed now: too little time has passed, or a record or a balance speaks against it.
fault-AMOUNT_OVERFLOW = An amount is too large.
fault-REFRESH_RUNNING = A refresh is under way already.
fault-STOPPED = The refresh was stopped. What was read is kept.
fault-PRACTICE_ONLY = Only a practice workspace can do this.
fault-NOT_CONNECTED = Nobody is signed in here.
fault-SIGN_IN_AGAIN = TikTok does not accept the access token (code { $code }).
fault-NO_KEYCHAIN = This session has no keychain, so the access token cannot be kept. Start a keychain service such as GNOME Keyring and try again, or keep the token for this session only.
fault-KEYCHAIN_LOCKED = The keychain is locked. Unlock it and try again, or keep the token for this session only.
fault-KEYCHAIN_FAILED = The keychain failed ({ $reason }).
fault-INTERNAL = Credit Desk made a mistake ({ $where }).
# Whether money moved, after the sentence about what is wrong.
money-NOTHING_MOVED = Nothing was moved.
money-UNKNOWN = Whether money moved is not known: do not repeat.
# What to do next, last.
act-FIX_INPUT = Correct what was entered.
act-TRY_AGAIN = Try again.
act-WAIT = Wait a moment.
act-CHECK_DISK = See that the disk has free space and may be written to, then try again.
act-SEE_JOURNAL = See Settings, Journal.
act-UPDATE = Install the newest version, then open this again.
act-SIGN_IN = Sign in again.
act-SEE_KEYCHAIN = See that the keychain runs and is unlocked.
act-CALL_US = Keep this text and report it.

# Days and moments: 30 Nov 2026; 30 Nov; 17 Nov 2026, 10:45; with seconds and zone; with the day of the week.
# The spaces inside a day are such that no line breaks there.
date-day = { $day }{"\u00A0"}{ $month }{"\u00A0"}{ $year }
date-day-short = { $day }{"\u00A0"}{ $month }
date-moment = { $day }, { $time }
date-moment-zone = { $day }, { $time } { $zone }
# Two amounts, one of which is true: while an outcome is not known. An en dash between.
amount-range = { $from } – { $to }
amount-range-means = { $from } without allocation { $number }, { $to } with it.
# Link to an allocation that is not settled: in a row, and below a reason.
open-outcome-row = Outcome unknown: allocation { $number }
open-outcome-link = See allocation { $number }
# How long something lasts. Short units that never break.
date-seconds = { $seconds }{"\u00A0"}s
date-minutes = { $minutes }{"\u00A0"}min
date-minutes-seconds = { $minutes }{"\u00A0"}min { $seconds }{"\u00A0"}s
date-hours = { $hours }{"\u00A0"}h
date-hours-minutes = { $hours }{"\u00A0"}h { $minutes }{"\u00A0"}min
date-days = { $days }{"\u00A0"}days
date-clock = { $weekday } { $day }, { $time }

# Above every screen: why this window may only read, or what is wrong with the journal.
read-only-SECOND_INSTANCE = Read only: another Credit Desk has this workspace open
read-only-SECOND_INSTANCE-text = Close the other window to allocate here.
read-only-FROZEN = Frozen: the head kept outside does not vouch for this journal
read-only-FROZEN-text = The journal may have been cut, rewritten or restored from an old copy. Nothing is sent until somebody who may allocate has accepted it.
read-only-BROKEN = Read only: the chain of the journal breaks at entry { $entry }
read-only-BROKEN-text = Something was changed or removed there. Everything can be read, and nothing is sent.
# A fresh journal in the place of a damaged one. $file is the name of the damaged file.
read-only-fresh = Frozen: this journal was begun after a damaged one was set aside
read-only-fresh-text = The damaged one is kept as { $file }. Nothing is sent until somebody who may allocate has accepted this one.
# Link after the text of a frozen, broken or unguarded journal.
read-only-see = Settings, Journal
# $at is a day and a time. After the text follow how much is missing, and the link above.
read-only-LAST_GOOD = Read only: the last good state of the journal, of { $at }
read-only-LAST_GOOD-text = The journal itself is damaged, and this is a copy of it, so nothing can be allocated here.
read-only-SENDING_STOPPED = Sending has stopped: an outcome could not be written
read-only-SENDING_STOPPED-text = Make room on the disk and start Credit Desk again. Nothing is sent twice.
journal-UNGUARDED = Unguarded: no copy of the journal’s head was found outside the file
journal-UNGUARDED-text = Cuts and old copies of the journal made until now cannot be noticed.
journal-NOT_WRITTEN = The newest head of the journal could not be kept outside the file
journal-NOT_WRITTEN-text = Cuts and old copies may not be noticed. Make room on the disk.

# Before the names of the other Business Centers, where one cannot be shown.
other-workspaces = Other workspaces are not affected:

# A refresh that takes long: what is read now, and how much of how much.
progress = Reading from TikTok
progress-step = { $step ->
    [BUSINESS_CENTER] the Business Center
    [MEMBERS] members
    [ACCOUNTS] ad accounts
    [BALANCES] balances
    [RECORDS] records
    [COSTS] costs
   *[FINISHED] done
}
progress-counts = { $what }: { $done } of { $total }
progress-count = { $what }: { $done }
progress-stop = Stop
