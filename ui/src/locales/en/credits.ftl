### Credits: the Business Center's ad credits as people entered them, compared with TikTok's one total.
### "Credit" alone means an entry of this list. TikTok's Voucher Balance keeps its name.

## The comparison (R163).

lot-comparison = Comparison with TikTok
lot-voucher = TikTok’s Voucher Balance
lot-listed = Credits listed here
lot-difference = Not listed
lot-difference-AGREES = Difference
lot-difference-LISTED_TOO_MUCH = Listed too much
# What the difference means. $amount carries its currency.
lot-says-AGREES = The list agrees with TikTok.
lot-says-UNLISTED = TikTok reports one total, not single credits. { $amount } has no credit here. Enter the missing credit, or allocate it as Unlisted ad credit, dates unknown.
lot-says-LISTED_TOO_MUCH = The list says { $amount } more than TikTok has. Correct a credit or mark it as revoked. No more than TikTok has can be allocated.
# Added when an outcome is unknown. $amount carries its currency.
lot-says-open = Allocations not settled yet, { $amount }, may explain a difference.
lot-not-read = TikTok’s total was not read yet. Refresh to compare it with this list.
lot-no-figures = Credits and their figures are not shown
lot-no-figures-why = Your role does not see finances in this Business Center.

## The list.

lot-list = Credits of the Business Center
lot-column-name = Credit
lot-column-state = State
lot-column-ends = Ends
lot-column-left = Left to place
lot-of = of { $amount }
lot-unlisted = Unlisted ad credit
lot-unlisted-below = dates and terms unknown
lot-gone = No longer available
lot-none-available = No credit can be placed now.
lot-empty = No credit is entered yet. Enter the first from its settlement letter.
lot-lost = { $kind }, { $amount } was lost
lot-no-date = unknown
lot-kind-FREE = Free
lot-kind-ASSIGNABLE = Assignable
lot-kind-CONDITIONAL = Conditional
lot-status-ACTIVE = Active
lot-status-EXPIRING = { $days ->
    [0] Ends today
    [one] Ends in { $days } day
   *[other] Ends in { $days } days
}
lot-status-NOT_YET_VALID = Not valid yet
lot-status-EXHAUSTED = Used up
lot-status-EXPIRED = Expired
lot-status-REVOKED = Revoked
lot-status-UNEXPLAINED = Unexplained

## One credit.

lot-loading = Reading credits
lot-close = Close
# Read out for the bar.
lot-bar = { $amount }: { $allocated } allocated, { $left } left to place, { $lost } expired or revoked
lot-amount = Amount
lot-allocated = Allocated
lot-left = Left to place
lot-lost-row = Expired or revoked
lot-valid-from = Valid from
lot-valid-until = Valid until
lot-until-at = { $day }, { $time } { $zone }
lot-issued = Issued
lot-type = Type
lot-type-FREE = Free. Applies by itself; never assigned to a campaign.
lot-type-ASSIGNABLE = Assignable. Must be assigned to a campaign in Ads Manager, or it is never used.
lot-type-ASSIGNABLE-met = Assignable. A campaign is assigned.
lot-type-CONDITIONAL = Conditional. Applies while its conditions hold.
lot-type-CONDITIONAL-met = Conditional. Its conditions are fulfilled.
lot-restrictions = Restrictions
lot-restrictions-none = none entered
lot-accounts = Ad accounts
lot-accounts-ANY = Any
lot-accounts-ONLY = Only the ad accounts named
lot-accounts-EXCEPT = All but the ad accounts named
lot-terms = Terms
lot-terms-none = none entered
lot-revoked = Revoked
lot-held-by = Held by
lot-entries = Entries
lot-entry-ADDED = Entered by { $by }, { $day }
lot-entry-CORRECTED = Corrected by { $by }, { $day }
lot-entry-REVOKED = Marked as revoked by { $by }, { $day }
lot-allocations = Allocations
lot-allocations-count = { $count ->
    [one] { $count } from this credit
   *[other] { $count } from this credit
}
lot-allocations-none = none
lot-correct = Correct
lot-revoke = Mark as revoked
lot-corrections-stay = A correction is a new entry. The old one stays readable.
lot-revoked-already = This credit is marked as revoked already.
lot-unlisted-what = TikTok’s Voucher Balance is larger than the credits entered here. This is the part that no entry explains.
lot-unlisted-how = It can be allocated with a warning: when it ends and what restricts it is not known. Entering the missing credit explains it.

## The forms.

lot-add = Add credit
lot-add-title = Add credit
lot-add-submit = Add credit
lot-correct-title = Correct { $name }
lot-correct-submit = Enter correction
lot-elsewhere-title = Enter ad credit from elsewhere
lot-elsewhere-submit = Enter ad credit
lot-elsewhere-what = For ad credit that this account got without the Business Center. It is listed in the account and never counted in the Business Center.
lot-add-what = As the settlement letter says. Entering a credit moves nothing.
lot-correct-what = The earlier entry stays readable. A correction moves nothing.
lot-cancel = Cancel
lot-not-entered = This was not entered
lot-optional = optional
lot-field-name = Name
lot-field-amount = Amount
lot-field-issued = Issued
lot-field-validFrom = Valid from
lot-field-validUntil = Valid until
lot-field-dates = Dates as 2026-11-30. Empty means unknown.
lot-field-kind = Type
# Of a Business Center's credit.
lot-field-kind-hint = Never assigned to a campaign.
lot-field-origin = Origin
lot-field-restrictions = Restrictions
lot-field-restrictions-hint = Word for word. Shown wherever this credit is used.
lot-field-accounts = Ad accounts
lot-field-accountIds = IDs of the ad accounts
lot-field-accountIds-hint = One ID a line.
lot-field-terms = Terms
lot-field-terms-hint = Where they can be read: a letter, a case number, an address.
lot-field-fulfilled-ASSIGNABLE = A campaign is assigned in Ads Manager
lot-field-fulfilled-CONDITIONAL = Its conditions are fulfilled
lot-origin-INCENTIVE_CENTER = Incentive Center
lot-origin-ADS_MANAGER = Earned in Ads Manager
lot-origin-PROMOTIONAL_CODE = Promotional code
lot-origin-OTHER = Other
lot-revoke-title = Mark { $name } as revoked
lot-revoke-what = Records that TikTok took this credit back. Nothing is moved: what was allocated stays in its ad accounts, the rest can no longer be placed.
lot-field-reason = Reason
lot-field-reason-hint = How you know, such as the letter of TikTok and its date.
lot-field-reason-correct-hint = What was wrong, and how you know. It is kept for good.
# Said when it is done.
lot-said-added = { $name } was entered. Nothing was moved.
lot-said-corrected = { $name } was corrected by a new entry. Nothing was moved.
lot-said-revoked = { $name } was marked as revoked. Nothing was moved.

## What is wrong with a field, by its code.

lot-error-MISSING = This must be filled in.
lot-error-TOO_LONG = This is too long.
lot-error-AMOUNT_INVALID = Type an amount, such as 500.00.
lot-error-AMOUNT_NOT_POSITIVE = The amount must be more than zero.
lot-error-AMOUNT_PRECISION = This currency does not take so many decimals.
lot-error-AMOUNT_TOO_LARGE = This amount is too large.
lot-error-NOT_A_DATE = Type a date as 2026-11-30, or leave it empty.
lot-error-ENDS_BEFORE_IT_BEGINS = The last valid day is before the first.
lot-error-NEVER_ASSIGNABLE = Ad credit of a Business Center is never assigned to a campaign. Choose Free or Conditional.
lot-error-NOT_AN_ID = One of these is not the ID of an ad account.
lot-error-TWO_LISTS = Either a list of those who may, or of those who may not.
lot-error-BELOW_ALLOCATED = This is less than what was already allocated.
lot-error-CANNOT_CHANGE = This cannot be changed by a correction.
lot-error-OTHER = This cannot be taken.
