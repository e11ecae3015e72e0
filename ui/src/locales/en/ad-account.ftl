### One ad account, as TikTok Ads Manager shows it: the Payment page and Promotions. Labels are TikTok's own.

of-account-loading = Reading the ad account
of-account-owned = Owned by { $bc }
of-account-auction = Auction
of-account-reservation = Reservation
of-account-zone = { $zone }, { $name }
of-account-portfolio = Payment Portfolio { $name }
of-account-refused = Ad credit cannot be added to this account
of-account-may-not-enter = Only people who may allocate can enter ad credit here.

pay-title = Payment
pay-ad-credit = Ad credit
pay-cash = Cash
pay-credit-line = Credit line
pay-order = Spent first
# What is spent, in order.
pay-order-AD_CREDIT = Ad credit
pay-order-CASH = Cash
pay-order-CREDIT_LINE = Credit line
pay-all-usable = all usable
pay-usable = { $amount } usable
pay-tax = { $amount } tax
pay-frozen = { $amount } frozen
pay-shared = shared in the Payment Portfolio
pay-shared-named = shared in the Payment Portfolio { $name }
pay-line-none = none
pay-line-prepaid = prepaid account
pay-line-not-told = not told
pay-line-not-told-why = TikTok did not tell
pay-line-own = of this account
pay-details = View Details
pay-not-read = No figures of this account were read yet
pay-not-read-how = Refresh to read them.
pay-hidden = Figures are not shown
pay-hidden-why = Your role does not see finances in this Business Center.

# The breakdown, credit by credit.
pay-details-table = Details of the ad credit
pay-column-credit = Ad credit
pay-column-from = Came from
pay-column-amount = Amount
pay-column-used = Used
pay-column-left = Left
pay-column-ends = Ends
pay-estimate = Used and left are estimates: TikTok gives one total for the account, { $amount } as of { $at }.
pay-estimate-no-time = Used and left are estimates: TikTok gives one total for the account, { $amount }.
pay-details-empty = No ad credit came into this account yet.
pay-no-date = unknown
# Where a credit came from. $allocation is the link below.
pay-from-allocation = Business Center, { $allocation }, { $day }
pay-allocation = allocation { $number }
pay-from-elsewhere = { $origin }, entered by hand
pay-from-unexplained = No entry explains it
pay-unlisted = Unlisted ad credit
pay-unexplained = Not explained

promo-title = Promotions
promo-tab-available = Available
promo-tab-earning = Earning
promo-tab-notAvailable = Not available
promo-column-name = Ad credit name
promo-column-type = Type
promo-column-restrictions = Restrictions
promo-column-dates = Valid dates
promo-column-amount = Amount
promo-column-used = Used
promo-column-unused = Unused
# In the tab of what is available, where the account has ad credit and no entry at all.
promo-unexplained = No entry explains the ad credit in this account, { $amount }: its dates and restrictions are not known.
promo-empty-available = No ad credit can be spent in this account now.
promo-empty-earning = No ad credit is being earned here.
promo-empty-notAvailable = Nothing has expired, been used up or been revoked here.
promo-estimates = Used, unused and percent spent are estimates.
promo-FREE = No campaign needed.
promo-ASSIGNABLE = Must be assigned to a campaign in Ads Manager, or it is never used.
promo-ASSIGNABLE-met = Must be assigned to a campaign; one is assigned.
promo-CONDITIONAL = No campaign needed. Its conditions must hold.
promo-CONDITIONAL-met = No campaign needed. Its conditions are fulfilled.
promo-no-restrictions = No other restrictions are entered.
promo-spent = { $percent }% spent
promo-from-date = from { $date }
promo-to-date = to { $date }
promo-dates-unknown = unknown
promo-why-EXPIRED = Expired
promo-why-USED_UP = Used up
promo-why-REVOKED = Revoked
promo-why-NOT_YET_VALID = Not valid yet
promo-why-STRANDED = Account cannot spend it
promo-enter = Enter ad credit from elsewhere
promo-correct = Correct
promo-revoke = Mark as revoked
# Names of the two buttons in a row, read out.
promo-correct-named = Correct { $name }
promo-revoke-named = Mark as revoked: { $name }

of-account-history = History of this account
of-account-history-number = Number
of-account-history-when = Time
of-account-history-by = Person
of-account-history-credit = Ad credit and note
of-account-history-state = State
of-account-history-amount = Amount
of-account-history-empty = Nothing has been allocated to this account from here.
