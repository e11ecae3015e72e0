### Why ad credit cannot be placed. Each reason has a few words for a table row (-short) and a full sentence that says
### what to do. $bc is the name of the Business Center, $admins a list of names.

refusal-NO_FINANCE_ROLE-short = No finance role
refusal-NO_FINANCE_ROLE = { $count ->
    [0] You have no finance role here. Ask an Admin.
   *[other] You have no finance role here. Ask an Admin: { $admins }.
}
refusal-FINANCE_ANALYST_READ_ONLY-short = Views only
refusal-FINANCE_ANALYST_READ_ONLY = { $count ->
    [0] Finance Analysts see figures and history, and change nothing. Ask an Admin for the Finance Manager role.
   *[other] Finance Analysts see figures and history, and change nothing. Ask an Admin for the Finance Manager role: { $admins }.
}
refusal-FINANCE_ROLES_NOT_APPLICABLE-short = Admins only
refusal-FINANCE_ROLES_NOT_APPLICABLE = { $count ->
    [0] Finance roles do not apply in this Business Center, so only Admins may allocate. Ask one of them.
   *[other] Finance roles do not apply in this Business Center, so only Admins may allocate. Ask one of them: { $admins }.
}
refusal-ADMIN_NEEDS_FINANCE_MANAGER-short = Finance Manager needed
# Here $admins are the other Admins: the one who reads it is an Admin too.
refusal-ADMIN_NEEDS_FINANCE_MANAGER = { $count ->
    [0] This workspace asks Admins to be Finance Managers too. Admins grant that role in the Business Center, under Users, Members. No other Admin is known here.
   *[other] This workspace asks Admins to be Finance Managers too. Admins grant that role in the Business Center, under Users, Members. Ask another Admin: { $admins }.
}
refusal-NOT_A_MEMBER-short = Not a member
refusal-NOT_A_MEMBER = { $count ->
    [0] TikTok no longer lets you read this Business Center: you were removed, or your role was taken away. Ask an Admin.
   *[other] TikTok no longer lets you read this Business Center: you were removed, or your role was taken away. Ask an Admin: { $admins }.
}
# $status is TikTok's own word.
refusal-BC_NOT_ENABLED-short = Business Center not enabled
refusal-BC_NOT_ENABLED = TikTok reports this Business Center as { $status }. Ad credit can be placed once it is enabled. Ask TikTok why it is not.
refusal-NOT_OWNED-short = { $owner ->
    [PARTNER] Owned by a partner
    [INDIVIDUAL] Owned by a person
   *[other] Not owned here
}
refusal-NOT_OWNED = { $owner ->
    [PARTNER] Only accounts that { $bc } owns and has linked can receive its ad credit. A partner owns this one. Choose another account.
    [INDIVIDUAL] Only accounts that { $bc } owns and has linked can receive its ad credit. A person owns this one. Choose another account.
   *[other] Only accounts that { $bc } owns and has linked can receive its ad credit. Who owns this one is not clear. Choose another account, or ask TikTok.
}
refusal-NOT_LINKED-short = Not linked
refusal-NOT_LINKED = Only accounts that { $bc } owns and has linked can receive its ad credit. Ask an Admin to link this one in the Business Center, then refresh.
refusal-ACCOUNT_IN_REVIEW-short = Not approved yet
refusal-ACCOUNT_IN_REVIEW = TikTok has not approved this account yet. Wait for the approval, then refresh: it can receive ad credit from then on.
# Beside the status Disapproved, which it does not repeat.
refusal-ACCOUNT_DISAPPROVED-short = Approval needed
refusal-ACCOUNT_DISAPPROVED = TikTok has not approved this account. It can receive ad credit once it is approved. Ask TikTok what is missing, or choose another account.
refusal-ACCOUNT_SUSPENDED-short = Account suspended
refusal-ACCOUNT_SUSPENDED = TikTok has suspended this account. Ad credit placed now would be stuck in it. Choose another account, or ask TikTok to lift the suspension.
refusal-ACCOUNT_DISABLED-short = Account disabled
refusal-ACCOUNT_DISABLED = TikTok has disabled this account. Ad credit placed now would be stuck in it. Choose another account, or ask TikTok to enable this one.
refusal-CONTRACT_NOT_EFFECTIVE-short = No contract in effect
refusal-CONTRACT_NOT_EFFECTIVE = The contract of this account has not taken effect. Refresh, or ask TikTok.
# $status is TikTok's own word, and may be empty. The short form stands beside the status Unknown, which it does not repeat.
refusal-STATUS_UNKNOWN-short = New status word
refusal-STATUS_UNKNOWN = TikTok reports a status that does not allow ad credit ({ $status }). Refresh, or ask TikTok.
refusal-CURRENCY_MISMATCH-short = Currency is { $account }
refusal-CURRENCY_MISMATCH = This account runs in { $account }, the credit in { $credit }. Ad credit is never converted. Choose an account and a credit of the same currency.
refusal-CREDIT_EXPIRED-short = Ended
refusal-CREDIT_EXPIRED = { $known ->
    [true] This credit ended on { $ended }. Choose another credit.
   *[other] This credit has ended. Choose another credit.
}
refusal-CREDIT_NOT_YET_VALID-short = Not valid yet
refusal-CREDIT_NOT_YET_VALID = { $known ->
    [true] This credit begins on { $begins }. Choose another credit.
   *[other] This credit has not begun. Choose another credit.
}
refusal-CREDIT_REVOKED-short = Revoked
refusal-CREDIT_REVOKED = This credit is marked as revoked. Choose another credit.
refusal-CREDIT_EXHAUSTED-short = Used up
refusal-CREDIT_EXHAUSTED = Nothing is left in this credit. Choose another credit.
refusal-CREDIT_EXCLUDES_ACCOUNT-short = Not for this account
refusal-CREDIT_EXCLUDES_ACCOUNT = The terms of this credit exclude this account. Choose another credit.
refusal-PORTFOLIO_REQUIRED-short = Portfolio not clear
refusal-PORTFOLIO_REQUIRED = This Business Center has several Payment Portfolios, and it is not clear which one applies. Ask TikTok.
refusal-CREDIT_NOT_OF_BUSINESS_CENTER-short = Not placeable
refusal-CREDIT_NOT_OF_BUSINESS_CENTER = This credit was given to one ad account and cannot be placed from the Business Center. Choose another credit.
refusal-OUTCOME_OPEN-short = Outcome unknown
refusal-OUTCOME_OPEN = The outcome of allocation { $number } to this account is not known. Until it is settled, the account takes no further ad credit. See Transactions.
refusal-FACTS_MISMATCH-short = Figures do not fit
refusal-FACTS_MISMATCH = What was read does not fit this account or this credit. Refresh.
refusal-READ_ONLY-short = { $why ->
    [FROZEN] Journal frozen
    [BROKEN] Journal broken
    [LAST_GOOD] Last good state
    [SENDING_STOPPED] Sending stopped
   *[other] Read only
}
refusal-READ_ONLY = { $why ->
    [FROZEN] The journal is frozen: the head kept outside does not vouch for it. Nothing is sent until it is accepted. See Settings, Journal.
    [BROKEN] The chain of the journal breaks, so nothing is sent. See Settings, Journal.
    [LAST_GOOD] The journal is damaged, and this is a copy of its last good state. Nothing is sent. See Settings, Journal.
    [SENDING_STOPPED] Sending has stopped: an outcome could not be written. Make room on the disk and start Credit Desk again.
    [SECOND_INSTANCE] Another Credit Desk has this workspace open. Close the other window to allocate here.
   *[other] This window may only read.
}

## What is wrong with a typed amount. $typed is what was typed.

amount-AMOUNT_INVALID = Type an amount, such as 500.00.
amount-AMOUNT_NOT_POSITIVE = The amount must be more than zero.
amount-AMOUNT_PRECISION = { $decimals ->
    [0] This currency takes no decimals.
   *[other] At most { $decimals } decimals.
}
amount-AMOUNT_BELOW_MINIMUM = TikTok takes no less than { $minimum } for this account.
amount-AMOUNT_EXCEEDS_CREDIT = { $typed } is more than the { $left } left in this credit.
amount-AMOUNT_EXCEEDS_BC_BALANCE = { $typed } is more than the { $placeable } the Business Center can place.
