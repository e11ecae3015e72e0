### Transactions: what was allocated, in every state, and what else was changed. Also an allocation whose outcome is
### not known. "Ad credit" is promotional value; "credit line" is borrowed; "cash" is prepaid.

tx-tabs = Transactions
tx-tab-allocations = Allocations
tx-tab-changes = Changes
# Label of the search box; also says where it looks.
tx-search = Search name, ID, note, number
tx-filter-account = Account
tx-filter-person = Person
tx-filter-state = State
tx-filter-time = Time
tx-all = All
tx-time-ALL = All
tx-time-TODAY = Today
tx-time-DAYS_7 = Last 7 days
tx-time-DAYS_30 = Last 30 days
tx-time-DAYS_90 = Last 90 days
tx-time-DAYS = From … to …
tx-from = From
tx-to = To
# Count of what the search and the filters leave.
tx-count = { $matched } of { $total }
# Sums of what is listed, with currency.
tx-total-allocated = { $amount } allocated
tx-total-unknown = { $amount } unknown
tx-none = No allocation fits the search and the filters.
tx-clear = Clear search and filters
tx-empty = Nothing has been allocated yet. Each allocation will stand here, with or without a network.
tx-empty-go = Open Payment management
tx-column-number = No.
tx-column-time = Time
tx-column-account = Ad account
tx-column-credit = Credit
tx-column-by = By
tx-column-amount = Amount
tx-column-state = State
# Accessible name of the link in a row.
tx-row = Allocation { $number }, { $name }, { $id }
# Ad credit that is in no list; also in place of a credit's name.
tx-unlisted = Unlisted ad credit
tx-ends-short = ends { $day }

# States, as the row and the head of an allocation say them.
tx-state-SENDING = Sending
tx-state-ALLOCATED = Allocated
tx-state-REFUSED = Refused, nothing moved
tx-state-NOT_SENT = Not sent, nothing moved
tx-state-UNKNOWN = Outcome unknown
tx-state-FOUND = Allocated, found in TikTok’s records
# A person said so; no record proves it.
tx-state-RECORDED_AS_ALLOCATED = Recorded as allocated
tx-state-CLOSED_NOT_EXECUTED = Closed as not executed
# It was refused or closed as not executed, and then TikTok's record of it appeared.
tx-state-CONTRADICTED = Contradiction
# It took effect, and TikTok's records hold one more like it.
tx-state-DUPLICATE_SUSPECTED = Allocated, perhaps twice

# One allocation.
tx-allocation = Allocation { $number }
tx-close = Close allocation { $number }
# Before the name of the receiver.
tx-to-account = to
tx-copy = Copy as text
tx-copied = Allocation { $number } was copied as text.
tx-receipt = Receipt
tx-open-account = Open ad account
tx-sides = Balances before and after
tx-side = Balance
tx-side-BUSINESS_CENTER = Business Center, ad credit to place
tx-side-CREDIT = Credit, left
tx-side-ACCOUNT = Account, ad credit
tx-before = Before
tx-change = Change
tx-after = After
# One line of the text that is copied.
tx-side-line = { $before } → { $after } ({ $change } { $currency })

tx-part-terms = Terms
tx-part-people = Who and when
tx-part-tiktok = At TikTok
tx-part-record = In the journal
# Below it stands what is read now, beside what was recorded then.
tx-part-today = As of today, not recorded
tx-fact-state = State
tx-fact-amount = Amount
tx-fact-account = Ad account
tx-fact-account-id = Ad account ID
tx-fact-account-now = Name now
tx-fact-bc = Business Center
tx-fact-bc-PRACTICE = { $name } (practice, made-up money)
tx-fact-bc-REHEARSAL = { $name } (not TikTok, money that is not real)
tx-fact-bc-CONNECTED = { $name }
tx-fact-bc-id = Business Center ID
tx-fact-portfolio = Payment Portfolio ID
tx-portfolio-none = none applied
tx-fact-credit = Credit
tx-fact-credit-id = Credit ID
tx-credit-id-none = none, unlisted ad credit
tx-fact-ends = Ends
# Last valid day, then the moment in words.
tx-ends = { $day }, at { $at }
tx-ends-unknown = not known
tx-fact-restrictions = Restrictions
tx-restrictions-none = none recorded
tx-fact-then = When it runs out now
# $funds is a list: "cash, then the credit line".
tx-then = Campaigns keep running on { $funds }.
tx-then-none = Campaigns stop.
tx-funds-AD_CREDIT = other ad credit
tx-funds-CASH = cash
tx-funds-CREDIT_LINE = the credit line
tx-funds-and-then = { $first }, then { $next }
tx-fact-by = By
tx-by = { $name }, { $role }
tx-fact-by-id = Person ID
tx-fact-figures = Figures read
tx-fact-bc-ad-credit = All ad credit of the Business Center then
tx-fact-sent = Sent
# No answer was waited for after this moment.
tx-fact-deadline = Answer awaited until
tx-fact-answered = Answered
tx-answered-not = not yet
tx-fact-confirmed = Confirmed
tx-confirmed-none = nothing was unusual
tx-fact-note = Note
tx-note-none = none
tx-fact-tiktok-out = Out of the Business Center
tx-fact-tiktok-in = Into the account
tx-fact-tiktok-other = Other transaction ID
tx-tiktok-none = not told
tx-fact-request = Request ID
# TikTok's own name for the exchange; its support asks for it.
tx-fact-log = TikTok’s log ID
# IDs of TikTok's records that were there before the sending, so that none of them is this allocation's.
tx-fact-before = Records that were there before
tx-before-none = none were read
# In place of a long list, which pressing shows.
tx-many = { $count ->
    [one] { $count } ID
   *[other] { $count } IDs
}
tx-fact-id = Allocation ID
tx-fact-recorded = Recorded in entry
tx-fact-settled = State written in entry
tx-settled-same = the same entry
tx-fact-chain = Chain
tx-chain-intact = whole at the last check
tx-chain-broken = in doubt: see Settings, Journal
tx-fact-refused = TikTok’s answer
tx-refused = Code { $code }: { $message }
tx-fact-not-sent = Why it was not sent
tx-fact-unknown = What happened
tx-fact-closed = Settled by
tx-fact-closed-note = Reason given
tx-fact-closed-id = Transaction ID given
tx-fact-proven = Proven by record
tx-fact-proven-at = Record made
tx-fact-found = Found
tx-fact-alarm = Record that contradicts it
tx-steps = What happened to it
tx-step = { $state }, entry { $entry }
# The same where a person did it.
tx-step-by = { $state }, by { $by }, entry { $entry }
# In place of a state: a person said to have seen the alarm.
tx-step-seen = Alarm seen
# Link to every recorded field of an allocation.
tx-all-fields = All recorded fields
# What a person confirmed before allocating, by the code of the warning.
tx-confirmed-ENDS_SOON = It ends within 7 days
tx-confirmed-AT_RISK = More than the account is expected to spend in time
tx-confirmed-NO_RECENT_SPEND = The account spent nothing in the last 7 days
tx-confirmed-RECENTLY_TROUBLED = The account was suspended or in review lately
tx-confirmed-RESERVATION_ACCOUNT = It is a reservation account
tx-confirmed-POSSIBLE_DUPLICATE = It may repeat an earlier allocation
tx-confirmed-SIMILAR_NAME = Another account has nearly this name
tx-confirmed-STALE_FIGURES = The figures were old
tx-confirmed-LARGE_SHARE = More than half of what was left in the credit
tx-confirmed-UNUSUAL_AMOUNT = An unusual amount for this person
tx-confirmed-UNLISTED_CREDIT = Unlisted ad credit: dates and restrictions unknown
tx-confirmed-OWNERSHIP_UNREADABLE = Who owns the account could not be read
tx-confirmed-RESTRICTIONS_IN_WORDS = The restrictions of the credit were read

# The receipt.
tx-receipt-step = Allocation { $number }
tx-receipt-at = Allocation { $number }, { $at }
tx-receipt-moved = Moved { $amount } of ad credit { $credit } from { $bc } to { $account }, { $id }, for good.
tx-receipt-asked = Asked to move { $amount } of ad credit { $credit } from { $bc } to { $account }, { $id }.
tx-receipt-final = Ad credit moved to an ad account cannot be returned to the Business Center or moved to another account.
# How it is known, where TikTok gave no clear answer. $at is a moment, $note what a person wrote.
tx-basis-FOUND = No clear answer came back. TikTok’s record { $id }, made { $at }, proves it, and the Business Center’s balance confirms it.
tx-basis-RECORDED_AS_ALLOCATED = No clear answer came back. { $by } recorded it as allocated: “{ $note }”
tx-basis-CLOSED_NOT_EXECUTED = No clear answer came back. { $by } closed it as not executed: “{ $note }”
tx-basis-CONTRADICTED = It was taken as not executed, and TikTok’s record { $id } shows that it was executed.
tx-basis-DUPLICATE_SUSPECTED = TikTok’s records hold one more like it: { $id }.
tx-print = Print
tx-done = Done

# Why an outcome is unknown.
tx-unknown-NO_ANSWER = No answer came before the deadline.
tx-unknown-CONNECTION_LOST = The connection was lost; the request may have left.
tx-unknown-HTTP_STATUS = The answer was HTTP status { $status }, which proves nothing.
tx-unknown-UNREADABLE = The answer could not be read whole.
tx-unknown-TIKTOK_CODE = TikTok answered with code { $code }, which does not say whether it was executed.
tx-unknown-OTHER_ATTEMPT = The answer belongs to another attempt.
tx-unknown-PROGRAM_ENDED = The program ended while it was sending.

# The view of an allocation whose outcome is not known.
tx-lost-title = Outcome unknown – do not repeat
tx-lost = { $amount } of ad credit was sent to { $account } at { $at }, and what became of it is not known. It may have arrived, or not. Credit Desk never sends it again. Until this is settled, the account takes no further ad credit, and { $amount } stays reserved.
# When TikTok's records are looked at next; $left is how long until then, such as "6 min".
tx-lost-next = You need not do anything. Next look in TikTok’s records at { $at }, in { $left }: if they prove that it was executed, that settles it.
tx-lost-next-now = You need not do anything. TikTok’s records are being looked at now.
tx-lost-next-none = This window may only read, so nothing is looked up by itself.
tx-lost-sent = What was sent
tx-lost-to = To
tx-lost-from = From
tx-lost-from-is = { $bc }, { $credit }
tx-lost-records = What TikTok’s records say
tx-lost-as-of = As of { $at }
tx-lost-now = Now
tx-lost-difference = Difference
tx-lost-matching = Records that match
# TikTok keeps another list of transfers, which can be a second witness.
tx-lost-second = TikTok’s second list
tx-lost-second-true = shows it
tx-lost-second-false = does not show it
tx-lost-second-unread = cannot be read
tx-lost-BUSINESS_CENTER = Business Center, ad credit
tx-lost-CREDIT = Credit
tx-lost-ACCOUNT = Account, ad credit
# Why the last look settled nothing.
tx-why-NO_RECORD = Nothing proves it yet. That is no proof of the contrary: records can appear late.
tx-why-SEVERAL_RECORDS = Several records match, and none can be told apart as this one.
tx-why-SECOND_LIST_DENIES = One record matches, but TikTok’s second list does not show it. A person has to judge.
tx-why-BALANCE_AS_BEFORE = One record matches, but the Business Center’s ad credit has not fallen. A person has to judge.
tx-why-BALANCE_UNCLEAR = One record matches, but the Business Center’s ad credit does not confirm it: something else moved as well. A person has to judge.
tx-why-OUT_OF_TIME = One record matches, but it was not made between the sending and the deadline. A person has to judge.
tx-why-FROZEN = One record matches, but the journal is frozen, or was an old copy with this allocation in it. Then nothing is settled by records, and a person has to judge.
# How long records took so far, and how long this one has been waited for. All times are such as "6 min 10 s".
tx-lost-appearances = { $count ->
    [one] So far one record was waited for, { $slowest }. Waiting for { $waiting }.
   *[other] Records usually appear within { $usual }; the slowest of { $count } took { $slowest }. Waiting for { $waiting }.
}
tx-lost-first = How long records take is not known yet. Waiting for { $waiting }.
tx-lost-never = TikTok’s records have not been looked at yet, since Credit Desk was opened.
tx-lost-record-in = into the account
tx-lost-record-out = out of the Business Center
tx-lost-use = Use this ID
tx-lost-use-id = Use { $id }
# The line of looks.
tx-looks = Looks in TikTok’s records
tx-looks-nothing = They go on by themselves until it is settled.
tx-looks-stopped = None by themselves while this window may only read.
# Name of the line, read out.
tx-looks-line = Looks made and planned
tx-look-now = Look now
tx-looking = Looking…
# What a look saw, below its time.
tx-look-saw = { $count ->
    [0] no match
    [one] { $count } record
   *[other] { $count } records
}
tx-look-in-vain = not read
tx-looked = Looked in TikTok’s records just now: nothing proves it yet.
tx-looked-settled = TikTok’s records prove it: allocation { $number } is settled.
tx-looks-more = { $count ->
    [one] 1 look before
   *[other] { $count } looks before
}
# Below the next look; $left is how long until then.
tx-looks-next = next look, in { $left }
tx-looks-next-now = now
# Below the last planned look.
tx-looks-daily = then daily
tx-settle-not = Only those who may allocate can settle it
# Two explanations side by side, each with what speaks for it.
tx-executed = It was executed
tx-executed-not = It was not executed, or not yet
# Name of each list, read out.
tx-speaks = What speaks for it
tx-speaks-nothing = Nothing speaks for it so far.
tx-for-received = { $count ->
    [one] A record of { $amount } into the account, which was not there before the sending.
   *[other] { $count } records of { $amount } into the account, which were not there before the sending.
}
tx-for-paid = { $count ->
    [one] A record of { $amount } out of the Business Center, which was not there before the sending.
   *[other] { $count } records of { $amount } out of the Business Center, which were not there before the sending.
}
tx-for-moved = The Business Center’s ad credit fell by { $amount }, and nothing else that is known explains it.
tx-for-raised = The account holds more than before the sending, and spending only lowers it.
tx-for-second = TikTok’s second list shows a transfer of this amount.
tx-not-never = TikTok’s records have not been looked at yet.
tx-not-record = No record into the account matches. Records can appear late.
tx-not-record-yet = No record into the account matches. The slowest so far took { $slowest }, so it can still appear.
tx-not-record-late = No record into the account matches, though none so far took longer than { $slowest }.
tx-not-outsider = Somebody else may have moved { $amount } to this account at the same time: records carry no reference.
tx-not-moved = The Business Center’s ad credit is as it would be without it.
tx-not-unclear = The Business Center’s ad credit proves neither: something else moved, or waits for its record.
tx-not-raised = The account holds no more than before. That proves little, because spending lowers it.
tx-not-second = TikTok’s second list does not show it.
# The two decisions. From when it can be said that it was not executed.
tx-executed-is = If you see the transaction on TikTok’s Transactions page, you can record it as allocated, in your name.
tx-record = Record as allocated
tx-not-when-NOW = Records had time enough, so you can close it as not executed, in your name. Look on TikTok’s Transactions page all the same: nothing is surer. Credit Desk looks once more as you close it, and raises an alarm if a record appears later.
tx-not-when-NOW_IF_LOOKED-against = Records had time enough, but a record or a balance speaks against it. You can close it as not executed all the same, in your name, if you have looked on TikTok’s Transactions page and it is not there.
tx-not-when-NOW_IF_LOOKED = You can close it as not executed, in your name, if you have looked on TikTok’s Transactions page. Credit Desk looks once more as you close it, and refuses if a record or a balance shows it.
tx-not-when-LATER = Possible from { $sooner }, if by then no record matches, neither balance shows it, and you have looked on TikTok’s Transactions page. Otherwise from { $at }.
tx-not-when-LATER-any = Possible from { $at }. Not sooner, because a record or a balance may show that it was executed.
tx-close-not = Close as not executed
tx-wait = Wait until { $at }
tx-transaction-id = TikTok transaction ID
tx-transaction-id-hint = As TikTok’s Transactions page shows it. Digits only.
tx-transaction-id-wrong = Digits only, as TikTok shows it.
tx-optional = optional
tx-settle-note = Note
tx-settle-note-hint = What you saw, and where. It is kept for good.
tx-settle-note-missing = Say what you saw, and where.
tx-looked-myself = I looked on TikTok’s Transactions page, and this allocation is not there.
tx-looked-missing = Tick the box once you have looked.
tx-settle-cancel = Cancel
tx-settle-nothing-sent = This sends nothing. It writes down what you found.
tx-settled-executed = Allocation { $number } was recorded as allocated.
tx-settled-not = Allocation { $number } was closed as not executed. Closing it sent nothing to TikTok.

# What became of it, where it was settled while a person was looking. $account is the account's name.
tx-became = It is settled. { $account } can take ad credit again.
tx-became-FOUND = TikTok’s record { $id }, made { $at }, proves that it was executed, and the Business Center’s balance confirms it. { $amount } moved to { $account }, once and for good. The account can take ad credit again.
tx-became-RECORDED_AS_ALLOCATED = { $by } recorded it as allocated: “{ $note }” { $amount } counts as moved to { $account }, for good. The account can take ad credit again.
tx-became-CLOSED_NOT_EXECUTED = { $by } closed it as not executed: “{ $note }” { $amount } can be placed again, and { $account } can take ad credit. If a record of it appears later, Credit Desk raises an alarm.

# An alarm: one of TikTok's records contradicts how an allocation was settled.
tx-alarm-CONTRADICTED = Contradiction: taken as not executed, and executed all the same
tx-alarm-DUPLICATE_SUSPECTED = Perhaps allocated twice
# By how it was taken before: CLOSED by a person as not executed, REFUSED by TikTok, EXECUTED once.
tx-alarm-says-CLOSED = Allocation { $number }, { $amount } to { $account }, was closed as not executed by { $by }, { $when }. TikTok’s record { $id } shows that it was executed, { $at }. Ad credit cannot be taken back.
tx-alarm-says-REFUSED = Allocation { $number }, { $amount } to { $account }, was refused by TikTok with code { $code }, { $when }. TikTok’s record { $id } shows that it was executed, { $at }. Ad credit cannot be taken back.
tx-alarm-says-EXECUTED = Allocation { $number }, { $amount } to { $account }, took effect. TikTok’s records hold one more like it, { $id }, made { $at }, that nobody here asked for. Ad credit cannot be taken back.
tx-alarm-recorded = What was recorded
tx-alarm-closed-note = Reason given: “{ $note }”
tx-alarm-appeared = Which record appeared
tx-alarm-id = Transaction ID
tx-alarm-in = { $amount } into the account
tx-alarm-out = { $amount } out of the Business Center
tx-alarm-made = Made
tx-alarm-noticed = Noticed here
tx-alarm-means = What it means for the money
tx-alarm-means-CLOSED = { $amount } is in { $account }, or was spent there. From now on it counts as allocated here too. If it was allocated again since it was closed, the account received it twice.
tx-alarm-means-REFUSED = { $amount } is in { $account }, or was spent there. From now on it counts as allocated here too. TikTok said no, so the request may have reached it twice on the way. If it was allocated again since, the account received it twice.
tx-alarm-means-EXECUTED = { $account } may have received { $amount } twice: once as allocation { $number }, once as record { $id }. Credit Desk sent one request. Somebody may have moved the same amount on TikTok’s own pages, or the request may have been executed twice.
tx-alarm-final = What is in the account stays there: ad credit cannot return to the Business Center or move to another account.
tx-alarm-todo = What to do now
tx-alarm-compare-CLOSED = Open TikTok’s Transactions page and find record { $id }. Compare its time, amount and account with what was recorded here.
tx-alarm-compare-REFUSED = Open TikTok’s Transactions page and find record { $id }. Compare its time, amount and account with what was recorded here.
tx-alarm-compare-EXECUTED = Open TikTok’s Transactions page and find record { $id }. Ask whether a colleague moved it there.
tx-alarm-replacement = Look at what was allocated to this account since: a replacement is one too many.
tx-alarm-plan-CLOSED = Tell who plans the campaigns of this account that { $amount } is there, so that it is used before it ends.
tx-alarm-plan-REFUSED = Tell who plans the campaigns of this account that { $amount } is there, so that it is used before it ends.
tx-alarm-plan-EXECUTED = Tell who plans the campaigns of this account that { $amount } more may be there, so that it is used before it ends.
tx-alarm-ask = If nothing explains it, ask TikTok, and name the transaction ID.
tx-alarm-since = { $count ->
    [one] Allocated to this account since then, perhaps in its place:
   *[other] Allocated to this account since then; one may be in its place:
}
tx-alarm-since-by = { $at }, by { $by }
# A person says to have seen the alarm.
tx-seen = I have seen this
tx-seen-is = Until somebody has said so, the menu shows this alarm on every screen. It stays in the history for good.
tx-seen-note-hint = What you found out and did, and whom you told. It is kept for good.
tx-seen-note-missing = Say what you found out, or whom you told.
tx-seen-button = I have seen this
tx-seen-said = It was written down that you have seen the alarm of allocation { $number }.
tx-seen-not = Only those who may allocate can say so.
tx-seen-by = Seen by { $by }, { $at }
tx-seen-note-was = “{ $note }”
tx-seen-stays = The alarm stays in the history for good.

# Changes: entries that are not allocations.
tx-changes = Changes
tx-changes-empty = Nothing has been changed yet.
tx-change-column-time = Time
tx-change-column-by = By
tx-change-column-what = What
tx-change-column-entry = Entry
# In place of a person: the program itself.
tx-program = Credit Desk
tx-change-SWITCH_SET = { $name } switched { $on ->
    [true] on
   *[other] off
}
tx-change-ROLE_SEEN = Role of { $person } at TikTok: { $before } → { $after }
tx-change-ROLE_SEEN-first = Role of { $person } at TikTok: { $after }
tx-change-CREDIT_ADDED = Credit “{ $name }” entered, { $amount }
tx-change-CREDIT_CORRECTED = Credit “{ $name }” corrected, now { $amount }: { $reason }
tx-change-CREDIT_REVOKED = Credit “{ $name }” marked as revoked: { $reason }
tx-change-OUTCOME_CLOSED = Allocation { $number } { $executed ->
    [true] recorded as allocated
   *[other] closed as not executed
}: { $note }
tx-change-OUTCOME_FOUND = Allocation { $number } found in TikTok’s records: transaction { $id }
tx-change-ALARM_RAISED = { $contradicts ->
    [true] Contradiction: allocation { $number } was taken as not executed, and transaction { $id } shows it
   *[other] Allocation { $number } took effect, and transaction { $id } is one more like it
}
# $kept is the number of an entry, or "none".
tx-change-HEAD_ACCEPTED = { $kept ->
    [none] Journal accepted without a readable head outside: { $note }
   *[other] Journal accepted though it does not hold the head kept outside, entry { $kept }: { $note }
}
tx-change-ALARM_SEEN = Alarm of allocation { $number } seen: { $note }
tx-change-SESSION_OPENED = Journal opened for writing
tx-change-OTHER = Entry of kind { $kind }
tx-switch-FINANCE_ROLES_APPLY = Finance roles apply
tx-switch-STRICT_ADMIN = Admins also need Finance Manager
tx-switch-ALLOW_BILLING_SHARED = Accounts with shared billing may receive
