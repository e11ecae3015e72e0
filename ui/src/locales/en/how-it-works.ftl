### The panel "How ad credit works": questions and answers, then a quick reference.
### Ad credit, cash and credit line are three different things; never mix the words. Names of menus and buttons at
### TikTok stand as TikTok writes them in this language.

how-title = How ad credit works
how-close = Close How ad credit works
how-intro = Ad credit is promotional value that TikTok gives. It waits in the Business Center until a person places it in an ad account.

how-who = Who may allocate ad credit?
how-who-1 = Admins and Finance Managers of the Business Center. Where finance roles do not apply, only Admins.
how-who-2 = Finance Analysts see figures and history and change nothing. Everybody else asks an Admin, either to allocate or for the Finance Manager role.
# Link to the Users screen.
how-who-link = See what each person here may do

how-which = Which ad accounts can receive it?
how-which-1 = Accounts that this Business Center owns and has linked, that TikTok has approved, and that run in the currency of the ad credit.
how-which-2 = Accounts shared by a partner, in review, disapproved, suspended or disabled cannot. Ad credit is never converted into another currency.

how-final = Can an allocation be taken back?
how-final-1 = No. Ad credit in an ad account cannot return to the Business Center, cannot move to another account and cannot be paid out.
how-final-2 = It is spent, or it ends unspent. TikTok itself may revoke ad credit that was issued by mistake or against its rules.

how-automatic = Does it reach accounts by itself?
how-automatic-1 = No. A person confirms each allocation with Add Balance. Automatic Balance Allocation and Payment Portfolios share cash and the credit line, not ad credit.

how-campaign = Must it be assigned to a campaign?
how-campaign-1 = Ad credit placed from a Business Center never is. It applies by itself to the campaigns of the account that its terms allow.
how-campaign-2 = Ad credit that an account got elsewhere, such as from the Incentive Center, may have to be: the Restrictions column of Promotions says so. Not assigned, it is never used and ends unspent.
how-campaign-3 = Assigning is done in Ads Manager, by an Admin of that ad account.

how-order = What is spent first?
how-order-1 = Ad credit, then cash, then the credit line. The same in a Payment Portfolio.
how-order-2 = When ad credit is used up or ends, running campaigns go on with cash or the credit line.
how-order-3 = Which of several ad credits goes first is not told. Credit Desk assumes the one that ends first, and marks such figures as estimates.

how-movable = Which balance can be moved?
how-movable-1 = The balance without tax and without frozen amounts. Frozen cash and tax belong to the account and cannot be moved.
how-movable-2 = Cash can be moved out of an ad account that has not spent for 3 hours. Ad credit cannot, ever.

how-ends = When does it end?
how-ends-1 = On the last day of its terms, wherever it is. Placing it in an account gives it no more time. What is unspent then is lost.
how-ends-2 = In the account, a day ends in the account’s time zone. Credit Desk counts to the earlier end, the account’s or the Business Center’s.

how-where = Where is it seen in Ads Manager?
how-where-1 = Tools → Finance → Payment page → View Details: what is there, credit by credit.
how-where-2 = Promotions, near it, lists Available, Earning and Not available, with valid dates and Restrictions.
how-where-3 = The menu may be called Payments or Account setup instead of Finance. The name differs by account.

how-lost = What if the answer gets lost?
how-lost-1 = The outcome is unknown. Do not repeat it: the ad credit may have arrived, and a second allocation cannot be taken back.
how-lost-2 = Guaranteed: Credit Desk sends each allocation at most once, whatever fails. Until the outcome is known, the account takes no further ad credit, and the amount stays reserved.
how-lost-3 = It looks in TikTok’s records by itself. A record that the balance confirms settles it. Time alone never does: that it was not executed only a person can say.
how-lost-4 = No program can promise more: TikTok’s records carry no reference of ours and may appear late, and TikTok gives no key that makes a repeat safe. If a record contradicts what was said, Credit Desk raises an alarm.

# The last section: pairs of a word and its meaning.
how-quick = Quick reference
how-quick-place = To place it
how-quick-place-is = Payment management → Add Balance → amount → Review → Allocate
how-quick-who = Who
how-quick-who-is = Admin or Finance Manager
how-quick-into = Into
how-quick-into-is = Owned, linked, approved, same currency
how-quick-back = Back again
how-quick-back-is = Never
how-quick-automatic = Automatic
how-quick-automatic-is = Never
how-quick-first = Spent
how-quick-first-is = Ad credit, cash, credit line
how-quick-campaign = Campaign
how-quick-campaign-is = Never assigned, if it came from the Business Center
how-quick-see = Seen under
how-quick-see-is = Tools → Finance → Payment page → View Details

# Three words that are often mixed up.
how-words = Three words
how-words-credit = Ad credit
how-words-credit-is = Promotional value with an end date. TikTok also says voucher, coupon or grant.
how-words-cash = Cash
how-words-cash-is = Money paid in beforehand.
how-words-line = Credit line
how-words-line-is = Spending that TikTok bills afterwards. It is not ad credit.
