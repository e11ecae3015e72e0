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
tx-state-CONTRADICTED = Contradiction: taken as not executed, and found in TikTok’s records
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
tx-fact-state = State
tx-fact-amount = Amount
tx-fact-account = Ad account
tx-fact-account-id = Ad account ID
tx-fact-account-now = Name now
tx-fact-bc = Business Center
tx-fact-bc-practice = { $name } (practice, made-up money)
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
tx-fact-then = When it runs out
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
tx-fact-sent = Sent
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
tx-fact-alarm = Record that contradicts it
tx-steps = What happened to it
tx-step = { $state }, entry { $entry }
# The same where a person did it.
tx-step-by = { $state }, by { $by }, entry { $entry }
# In place of a state: a person said to have seen the alarm.
tx-step-seen = Alarm seen
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

# The receipt.
tx-receipt-step = Allocation { $number }
tx-receipt-at = Allocation { $number }, { $at }
tx-receipt-moved = Moved { $amount } of ad credit { $credit } from { $bc } to { $account }, { $id }, for good.
tx-receipt-asked = Asked to move { $amount } of ad credit { $credit } from { $bc } to { $account }, { $id }.
tx-receipt-final = Ad credit moved to an ad account cannot be returned to the Business Center or moved to another account.
tx-print = Print
tx-done = Done

# Why an outcome is unknown.
tx-unknown-NO_ANSWER = No answer came before the deadline.
tx-unknown-CONNECTION_LOST = The connection was lost after the request had left.
tx-unknown-HTTP_STATUS = The answer was HTTP status { $status }, which proves nothing.
tx-unknown-UNREADABLE = The answer could not be read whole.
tx-unknown-TIKTOK_CODE = TikTok answered with code { $code }, which does not say whether it was executed.
tx-unknown-OTHER_ATTEMPT = The answer belongs to another attempt.
tx-unknown-PROGRAM_ENDED = The program ended while it was sending.

# The view of an allocation whose outcome is not known.
tx-lost-title = Outcome unknown – do not repeat
tx-lost = { $amount } of ad credit was sent to { $account } at { $at }, and what became of it is not known. It may have arrived, or not. Credit Desk never sends it again; Look now reads TikTok’s records. Until this is settled, the account takes no further ad credit, and { $amount } stays reserved.
tx-lost-sent = What was sent
tx-lost-to = To
tx-lost-from = From
tx-lost-from-is = { $bc }, { $credit }
tx-lost-records = What TikTok’s records say
tx-lost-as-of = As of { $at }
tx-lost-now = Now
tx-lost-difference = Difference
tx-lost-matching = Records that match
tx-lost-BUSINESS_CENTER = Business Center, ad credit
tx-lost-CREDIT = Credit
tx-lost-ACCOUNT = Account, ad credit
tx-lost-not-proof = Nothing seen yet is not proof: records can appear late.
tx-lost-candidates = A record that matches may be this allocation, or another one of the same amount. Compare the time, and look on TikTok’s Transactions page.
tx-lost-never = TikTok’s records have not been looked at yet.
tx-lost-record-in = into the account
tx-lost-record-out = out of the Business Center
tx-lost-use = Use this ID
tx-lost-use-id = Use { $id }
tx-looks = What happens next
tx-looks-nothing = You need not do anything.
tx-look-now = Look now
tx-looking = Looking…
tx-looked = Looked in TikTok’s records just now.
tx-looks-done = Looks so far
tx-looks-more = { $count ->
    [one] 1 look before
   *[other] { $count } looks before
}
tx-looks-next = next look
tx-settle = If you know what happened, you can settle it
tx-settle-not = Only those who may allocate can settle it
tx-executed = It was executed
tx-executed-is = You see the transaction on TikTok’s Transactions page. It is recorded as allocated, in your name.
tx-record = Record as allocated
tx-executed-not = It was not executed
tx-executed-not-is = You have looked on TikTok’s Transactions page and it is not there. The amount is free again, in your name.
tx-executed-not-sooner = Possible from { $sooner }, if both balances are still as before, no record matches and you have looked on TikTok’s Transactions page. Otherwise from { $at }.
tx-executed-not-from-any = Possible from { $at }.
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
tx-settled-not = Allocation { $number } was closed as not executed. Nothing was sent.

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
