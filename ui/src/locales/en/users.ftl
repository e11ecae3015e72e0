### Users: the members of the Business Center and what each may do with ad credit.

# Banner: whether finance roles (Finance Manager, Finance Analyst) exist in this Business Center.
users-apply-title = Finance roles apply in this Business Center.
users-apply = Admins and Finance Managers may allocate ad credit.
users-strict = This workspace asks Admins to be Finance Managers too: only Finance Managers may allocate ad credit.
users-apply-not-title = Finance roles do not apply in this Business Center.
users-apply-not = Only Admins may allocate ad credit.
users-source = Roles come from TikTok; the last word is TikTok’s.
# Link to Settings.
users-settings = Role settings

# Table of members: its name and its columns.
users-table = Members
users-column-person = Person
users-column-basic = Basic role
users-column-finance = Finance role
users-column-may = Ad credit
users-column-why = Why
# Mark beside the acting person.
users-you = you
# Mark beside a person who has not accepted the invitation yet.
users-pending = invited
# A pending invitation has no name yet.
users-no-name = Invited person
users-basic-ADMIN = Admin
users-basic-STANDARD = Standard
users-finance-MANAGER = Finance Manager
users-finance-ANALYST = Finance Analyst
users-finance-NONE = none
users-may-ALLOCATE = May allocate
users-may-VIEW = Views only
users-may-NOT = May not
# Why a member may or may not. $admins is a list of names: "Hanna, Ines or Mara".
users-why-ADMIN = Admins may allocate.
users-why-ADMIN_WITH_ANALYST = Admins may allocate, whatever their finance role.
users-why-ADMIN_AND_FINANCE_MANAGER = Admin and Finance Manager.
users-why-ADMIN_NEEDS_FINANCE_MANAGER = This workspace asks Admins to be Finance Managers too.
users-why-FINANCE_MANAGER = Finance Managers may allocate without being Admin.
users-why-FINANCE_ANALYST_READ_ONLY = Finance Analysts see figures and history, and change nothing.
users-why-NO_FINANCE_ROLE = No finance role. Ask an Admin: { $admins }.
users-why-ADMIN_FINANCE_ROLES_NOT_APPLICABLE = Finance roles do not apply here, and Admins may allocate.
users-why-FINANCE_ROLES_NOT_APPLICABLE = Finance roles do not apply here. Ask an Admin: { $admins }.
users-why-PENDING = Invited, not yet a member.
users-reading = Reading the members from TikTok…
users-empty = No members have been read yet. Refresh to read them from TikTok.

# Second table: what each role may do.
users-matrix = What each role may do
users-matrix-action = Action
users-matrix-admin = Admin
users-matrix-manager = Finance Manager
users-matrix-analyst = Finance Analyst
users-matrix-standard = Standard only
users-action-ALLOCATE = Add Balance: allocate ad credit
users-action-SEE_BALANCES = See balances
users-action-SEE_HISTORY = See Credit Desk’s history and receipts
users-action-RETURN_AD_CREDIT = Return ad credit to the Business Center
users-allowed-YES = Yes
users-allowed-VIEW = View only
users-allowed-NO = No
# In place of four times "No" for returning ad credit.
users-nobody = Nobody, in no role. An allocation is final.
# Below the matrix.
users-matrix-note = Finance Manager and Finance Analyst stand for Standard members with that finance role. An Admin grants finance roles in the Business Center, under Users, Members.
