### Add Balance: amount, review, outcome. The finality sentence is fixed; translate it faithfully and keep it plain.

# Where the dialog is, beside its title.
step-amount = Step 1 of 3, amount
step-review = Step 2 of 3, review
step-receipt = Step 3 of 3, receipt
step-outcome = Step 3 of 3, outcome
# Name of the cross in the corner, before and after something was sent.
close-nothing = Close, nothing is moved
close-outcome = Close
# Said after the dialog was closed before anything was sent.
nothing-moved = Nothing was moved.
# Nothing moves before the review: below the first step.
nothing-before-review = Nothing moves before the review.

# The receiver, in the first step: status, owner, currency.
receiver-says = { $status }, { $ownership }, { $currency }
receiver-has = Ad credit now
owner-OWNED = owned
owner-NOT_LINKED = not linked
owner-PARTNER = owned by a partner
owner-INDIVIDUAL = owned by a person
owner-OTHER = other owner
owner-UNREADABLE = owner not readable

# Fields of the first step. Credit here is an entry of our list of ad credits.
field-credit = Credit
field-credit-hint = Earliest end first. Credit Desk keeps this list; TikTok decides which credit it draws.
field-credit-none = No ad credit to place
field-amount = Amount
field-note = Note
field-note-optional = optional, kept with the record
# A credit in the list: its end and what is left.
credit-ends = ends { $date }, { $left } left
credit-no-end = end unknown, { $left } left
credit-refused = { $reason }, { $left } left
# Ad credit of TikTok's total that no entry of our list explains.
unlisted = Unlisted ad credit (dates unknown)

# The checks that hold, while typing.
check-role = You may allocate: { $role }
check-account = This account can receive ad credit: owned, linked, approved, in { $currency }
# TikTok tells the minimum of an account only when the account is read alone, which the review does.
check-amount = { $known ->
    [true] { $amount } is within the credit ({ $left } left) and what the Business Center can place ({ $placeable }), and no less than TikTok takes ({ $minimum })
   *[other] { $amount } is within the credit ({ $left } left) and what the Business Center can place ({ $placeable }); what TikTok takes at least is read for the review
}
# Read out before the checks.
checks = Checks

cancel = Cancel
review = Review
# Below why TikTok could not be read for a review.
review-reads = A review reads the figures from TikTok afresh, and nothing is allocated without one.
preparing = Reading fresh figures…
# The committing button, and while it sends.
allocate = Allocate { $amount } { $currency }
sending = Sending…
sending-wait = Waiting for TikTok’s answer. This cannot be closed now.
done = Done

# The one sentence of the review. $from gives, $to and $id receive.
sentence-move = Move { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }, for good.
# The same sentence of the receipt.
sentence-moved = Moved { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }, for good.
# The same sentence when nothing moved, or when it is not known: no answer, an answer that proves nothing, an answer
# that says yes or no but is not in the journal, and when it may not even have been sent.
sentence-not-moved = Not moved: { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }.
sentence-sent = Sent: { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }. No answer came back.
sentence-unclear = Sent: { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }. The answer does not say whether it was executed.
sentence-answered = Sent and answered: { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }.
sentence-lost = Perhaps sent: { $amount } of ad credit { $credit } from { $from } to { $to }, { $id }.

# Both sides. The name of a column of amounts carries the currency.
sides = Both sides, before and after
side-what = What
side-now = Now
side-before = Before
side-change = Change
side-after = After, { $currency }
# In place of the line above while the outcome is unknown.
side-after-maybe = If it arrived, { $currency }
side-BUSINESS_CENTER = ad credit the Business Center can place
side-CREDIT = left in this credit
side-ACCOUNT = ad credit in the account
# Below the Business Center's line, where an outcome is not known: the figure is already lowered.
side-reserved = lowered by { $amount }, which waits for an outcome that is not known
# In place of a figure that depends on an outcome that is not known.
side-not-known = not known
# Marks a line whose figures are not those of the review before.
changed = changed
# Head of the box when a press on Allocate came back to the review.
changed-title = Something changed since your review
changed-text = Nothing was recorded and nothing was moved. What changed is marked: { $what }. Read it again.
part-BUSINESS_CENTER = ad credit of the Business Center
part-CREDIT_LEFT = what is left in the credit
part-ACCOUNT = ad credit in the account
part-ACCOUNT_NAME = the name of the account
part-BC_NAME = the name of the Business Center
part-CREDIT_TERMS = the end or the terms of the credit
part-ROLE = your role
part-REFUSALS = whether it is allowed
part-WARNINGS = what is unusual
part-PORTFOLIO = the Payment Portfolio

# Facts below both sides.
fact-ends = Ends
fact-ends-on = { $days ->
    [0] { $date }, { $time }, today. What is unspent then is lost.
    [one] { $date }, { $time }, tomorrow. What is unspent then is lost.
   *[other] { $date }, { $time }, in { $days } days. What is unspent then is lost.
}
fact-ends-unknown = Not known. What is unspent when it ends is lost.
fact-restrictions = Restrictions
fact-restrictions-none = None entered for this credit.
fact-restrictions-unknown = Not known.
fact-then = When it runs out
# What campaigns run on when the ad credit is used up; the order is that of the list.
fact-then-CASH = Campaigns keep running on cash.
fact-then-CASH-CREDIT_LINE = Campaigns keep running on cash, then on the credit line.
fact-then-CREDIT_LINE = Campaigns keep running on the credit line.
fact-then-none = Campaigns stop.
fact-portfolio = Portfolio
fact-by = By
fact-by-person = { $name }, { $role }
fact-transaction = Transaction ID
fact-transaction-at = { $id } at TikTok
fact-transaction-none = TikTok told none
fact-confirmed = You confirmed
fact-note = Note
fact-happened = What happened
fact-figures = Figures as of { $time }

# The sentence of finality, on every review, above the committing button.
final = This cannot be undone. Ad credit moved to an ad account cannot be returned to the Business Center or moved to another account.
# Above it, while warnings are not ticked.
tick-first = Tick each box above first.
# Head of the box of reasons, when something refuses.
refused-title = This cannot be allocated

## What is unusual. -text says what to compare. acknowledge- is what ticking the box says.

warning-ENDS_SOON = { $days ->
    [0] This credit ends today.
    [one] This credit ends tomorrow.
   *[other] This credit ends in { $days } days.
}
warning-ENDS_SOON-text = What is unspent then is lost.
acknowledge-ENDS_SOON = I know when it ends
warning-AT_RISK = { $atRisk } may be lost.
warning-AT_RISK-text = By the last seven days of spend, this account would use about { $expected } before the credit ends. This is an estimate.
acknowledge-AT_RISK = I accept that some may be lost
warning-NO_RECENT_SPEND = This account spent nothing in the last 7 days.
warning-NO_RECENT_SPEND-text = Ad credit is used only while campaigns run.
acknowledge-NO_RECENT_SPEND = I know that nothing is running
warning-RECENTLY_TROUBLED = This account was suspended or in review lately.
warning-RECENTLY_TROUBLED-text = Last seen so on { $at }. If it happens again, the ad credit is stuck in it.
acknowledge-RECENTLY_TROUBLED = I know about it
warning-RESERVATION_ACCOUNT = This is a reservation account.
warning-RESERVATION_ACCOUNT-text = TikTok does not say whether reservation campaigns use ad credit.
acknowledge-RESERVATION_ACCOUNT = I know that it is a reservation account
warning-POSSIBLE_DUPLICATE = This may be the same allocation again.
warning-POSSIBLE_DUPLICATE-text = Allocation { $number }, { $at }, by { $by }: { $amount } from { $credit }.
acknowledge-POSSIBLE_DUPLICATE = Allocate again
# Where the same amount went to this account before: why another amount is better, and the button that takes it.
fingerprint-why = TikTok’s records carry no reference: a different amount can be told apart if an answer gets lost.
fingerprint-use = Use { $amount } instead
warning-SIMILAR_NAME = { $count ->
    [one] Another account has nearly this name.
   *[other] { $count } other accounts have nearly this name.
}
warning-SAME_NAME = { $count ->
    [one] Another account has the same name.
   *[other] { $count } other accounts have the same or nearly this name.
}
warning-SIMILAR_NAME-text = Compare the IDs.
acknowledge-SIMILAR_NAME = I compared the IDs
alike-receives = receives it
alike-other = the other one
warning-STALE_FIGURES = These figures are older than a day.
warning-STALE_FIGURES-text = They were read on { $at }.
acknowledge-STALE_FIGURES = I know that they are old
warning-LARGE_SHARE = This is more than half of what is left in the credit.
warning-LARGE_SHARE-text = Compare the amount with what is left.
acknowledge-LARGE_SHARE = I checked the amount
warning-UNUSUAL_AMOUNT = This is more than ten times your usual amount.
warning-UNUSUAL_AMOUNT-text = Your usual amount is { $median }.
acknowledge-UNUSUAL_AMOUNT = I checked the amount
warning-UNLISTED_CREDIT = The end and the restrictions of this ad credit are not known.
warning-UNLISTED_CREDIT-text = It is part of TikTok’s total, and no entry of the list of credits explains it.
acknowledge-UNLISTED_CREDIT = I place it all the same
warning-OWNERSHIP_UNREADABLE = Who owns this account could not be read with your role.
warning-OWNERSHIP_UNREADABLE-text = Only owned accounts can receive ad credit; TikTok refuses others.
acknowledge-OWNERSHIP_UNREADABLE = I know who owns it
# The restrictions stand above, word for word.
warning-RESTRICTIONS_IN_WORDS = Only you can check the restrictions of this credit.
warning-RESTRICTIONS_IN_WORDS-text = They are kept as words, so nothing here tells whether this account and its campaigns meet them.
acknowledge-RESTRICTIONS_IN_WORDS = I have read the restrictions
# What was shown and what was ticked, on the receipt.
acknowledged = { $what } { $said }.

## Outcomes. The words are fixed.

outcome-ALLOCATED = Allocated
outcome-ALLOCATED-says = Allocation { $number }, { $at }
outcome-REFUSED = Refused, nothing moved
outcome-REFUSED-says = TikTok refused with code { $code }: “{ $message }”
outcome-NOT_SENT = Not sent, nothing moved
outcome-NOT_SENT-says = TikTok could not be reached, and nothing left this computer. Allocation { $number } is closed; you can start again.
outcome-UNKNOWN = Outcome unknown – do not repeat
outcome-UNKNOWN-says = It may have arrived, or not. Credit Desk never sends it again; Outcome unknown, in the menu, shows what TikTok’s records say. Until it is settled, { $account } takes no further ad credit, and { $amount } stays reserved. You need not do anything.
outcome-UNKNOWN-next = Next look at { $at }.
# Where it was found while the dialog was open.
outcome-FOUND = Allocated, found in TikTok’s records
outcome-FOUND-says = Allocation { $number }. TikTok’s record { $id }, made { $at }, proves that it was executed, once and for good.
outcome-LOST = Outcome unknown – do not repeat
outcome-LOST-says = Credit Desk could not say what became of it. Look at Transactions before doing anything else.
outcome-ANSWER_NOT_KEPT = Write this down – do not repeat
# What became of it is known here and nowhere else.
not-kept-ACCEPTED = TikTok answered, and the answer could not be written to the journal, so sending has stopped. Allocation { $number }. TikTok said: accepted. Transaction IDs: { $ids }
not-kept-REFUSED = TikTok answered, and the answer could not be written to the journal, so sending has stopped. Allocation { $number }. TikTok said: refused.
not-kept-NOT_SENT = Nothing left this computer, and that could not be written to the journal, so sending has stopped. Allocation { $number } was not sent.
not-kept-UNKNOWN = No answer came that says yes or no, and that could not be written to the journal, so sending has stopped. Allocation { $number } may have been executed, or not.
# Why an outcome is unknown.
unknown-NO_ANSWER = No answer came before the deadline.
unknown-CONNECTION_LOST = The connection was lost; the request may have left.
unknown-HTTP_STATUS = TikTok answered with HTTP status { $status }, which proves nothing.
unknown-UNREADABLE = The answer could not be read whole.
unknown-TIKTOK_CODE = TikTok answered with code { $code }, which does not say whether it was executed.
unknown-OTHER_ATTEMPT = The answer belonged to another attempt.
unknown-PROGRAM_ENDED = The program ended while sending.

# Buttons of the receipt.
copy-text = Copy as text
copied = Copied
open-account = Open the ad account
open-allocation = Open allocation { $number }
open-transactions = Open Transactions
print = Print
# Small button in the head of the dialog; opens the explanations beside it.
how-this-works = How this works
