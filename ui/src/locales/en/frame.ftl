### The frame around every screen: practice band, menu, age of figures, faults.
### "Ad credit" is promotional value; "credit line" is borrowed; "cash" is prepaid. Never mix these words.

# The name of the program. Do not translate.
product = Credit Desk
# Window title: screen, then the place.
title = { $screen } – { $place }
# Part of the window title in a practice workspace.
title-practice = Practice – { $product }

# The mark of everything that is made up. Short.
practice = Practice
# Mark in dialogs about money.
practice-money = Practice money
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
workspace-practice = Practice, { $currency }
# Below the name of a connected Business Center.
workspace-connected = Connected, { $currency }
# Label of the menu of members, in practice.
acting-as = Acting as

# Roles: basic role, then finance role.
role-admin-none = Admin
role-admin-manager = Admin, Finance Manager
role-admin-analyst = Admin, Finance Analyst
role-standard-none = Standard
role-standard-manager = Standard, Finance Manager
role-standard-analyst = Standard, Finance Analyst

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
state-unknown = Outcome unknown

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

# Head of a box that says why figures are not shown.
fault-title = This cannot be shown now
fault-nothing-moved = Nothing was moved by this.
fault-unexpected = Something unexpected happened.
fault-other = Something went wrong ({ $code }).
# What to do next, after the sentence about what is wrong.
advice-fix_input = Correct what was entered.
advice-try_again = Try again.
advice-wait = Wait a moment.
advice-call_us = If it stays, keep the log and report it.
