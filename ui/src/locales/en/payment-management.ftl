### Payment management: the balances of the Business Center and the table of ad accounts. The labels of balances, of
### Balance Allocation, Balance Alert and Add Balance are TikTok's own.

# The one figure of the page.
placeable = Ad credit you can place
# Below it: what ends first.
placeable-ends = { $days ->
    [0] { $left } ends today
    [one] { $left } ends tomorrow, on { $date }
   *[other] { $left } ends in { $days } days, on { $date }
}
placeable-no-end = No end date is known
# Below it, when an answer got lost: the figure above is already lowered. Leads to what is not settled.
placeable-reserved = Lowered by { $amount }, which waits for an outcome that is not known
balance-account = Account Balance
balance-account-of = cash and voucher
balance-account-of-line = cash, voucher, credit line
balance-remaining = Remaining
balance-remaining-of = { $amount } frozen or tax
balance-cash = Cash Balance
balance-cash-of = { $amount } movable
balance-voucher = Voucher Balance
balance-voucher-of = { $amount } frozen
balances = Balances of the Business Center
# Read out while figures are being read.
loading = Loading
# Below the balances, where the Business Center has a Payment Portfolio. $name comes from TikTok.
portfolio = Payment Portfolio
portfolio-says = { $shared ->
    [true] Shares cash and credit line among its ad accounts, so the Cash column shows the portfolio’s figure in every row. Ad credit is never shared; it is placed account by account.
   *[other] Keeps cash and credit line per ad account. Ad credit is never shared; it is placed account by account.
}
portfolio-cash = Cash
portfolio-credit-line = Credit line
portfolio-credit-line-of = { $available } of { $total }

# The table of ad accounts, and its columns.
allocation-table = Balance Allocation
column-account = Ad account
column-status = Status
column-ad-credit = Ad credit
column-earliest-end = Earliest end
column-cash = Cash
column-balance-alert = Balance Alert
column-add = Add Balance
# How many rows there are.
accounts-all = { $total ->
    [one] { $total } ad account
   *[other] { $total } ad accounts
}
accounts-some = { $matched } of { $total ->
    [one] { $total } ad account
   *[other] { $total } ad accounts
}
# In place of the count, while they are read for the first time.
accounts-reading = Reading them from TikTok…
search-accounts = Search ad accounts
filter-status = Status
filter-ownership = Ownership
filter-all = All
# When the search or the filters leave nothing, and the button that takes them away.
accounts-none = No ad account fits this search and these filters.
accounts-clear = Show all ad accounts
# When there are no ad accounts at all.
accounts-empty = This Business Center has no ad accounts yet. Refresh after one was created or linked at TikTok.

accounts-read = Read them from TikTok

# Status words of TikTok.
status-APPROVED = Approved
status-IN_REVIEW = In review
status-DISAPPROVED = Disapproved
status-SUSPENDED = Suspended
status-CONTRACT_NOT_EFFECTIVE = Contract has not taken effect
status-DISABLED = Disabled
status-UNKNOWN = Unknown
# Who owns an ad account.
ownership-OWNED = Owned by this Business Center
ownership-NOT_LINKED = Not linked
ownership-PARTNER = Owned by a partner
ownership-INDIVIDUAL = Owned by a person
ownership-OTHER = Other
ownership-UNREADABLE = Not readable

# Balance Alert: Yes when the balance is no more than three days of average spend.
alert-YES = Yes
alert-NO = No
alert-UNKNOWN = not known
# In the rows of a Payment Portfolio's accounts: it is told once, with the portfolio. The second is read out and in a tooltip.
alert-PORTFOLIO = see portfolio
alert-portfolio-means = Told once for the Payment Portfolio, above the table
# Beside TikTok's Yes or No, where the figures read from TikTok say otherwise. The last is read out and in a tooltip.
alert-figures-YES = figures: Yes
alert-figures-NO = figures: No
alert-figures-means = { $told ->
    [YES] TikTok says Yes; by the figures
   *[other] TikTok says No; by the figures
} { $figures ->
    [YES] read here the balance is no more than three days of average spend
   *[other] read here the balance is more than three days of average spend
}

# In a row. "to" comes before the end date below an amount.
row-ends = to { $date }
row-no-end = none
# In place of the end date, where the account holds ad credit whose end nobody told.
row-end-unknown = not known
row-not-read = not read
flag-SAME = Same name
flag-SIMILAR = Similar name
flag-reservation = Reservation
add-balance = Add Balance
# Names of the controls of a row, read out. $name and $id are those of the ad account.
row-account = { $name }, { $id }
row-add = Add Balance to { $name }, { $id }

# The first start.
welcome = Welcome. This Business Center is made up, so try anything.
welcome-how = Press Add Balance, choose an amount, read the review, confirm; before that, nothing moves. Then look at the account and the history.
welcome-hide = Hide the welcome

# Stands once above the table, before the sentence that names the reason of the role.
notice-role = You can look, but not allocate
# Button beside it that opens the explanations.
notice-help = Who may allocate
# Points at the first Add Balance button, at the first start.
coach = Start here
