### Settings: workspace, connection, roles, journal, appearance, about.

set-workspace = Workspace
set-workspace-note = One Business Center with its own files and its own history.
# $kind is "Practice, USD" or "Connected, USD"; $zone a time zone.
set-workspace-is = { $kind }, { $zone }. { $since }
set-since = In use since { $day }.
set-since-never = Nothing has been recorded yet.
set-bc = Business Center ID
set-switch-workspace = Another Business Center is chosen in the menu on the left, under Workspace.
set-connection = Connection
set-connection-PRACTICE = None. The Business Center is simulated inside this program, and its money is made up.
set-folder = Folder of its files

set-roles = Roles
set-roles-note = A guard against mistakes. TikTok decides what it accepts.
set-switch-FINANCE_ROLES_APPLY = Finance roles apply
set-switch-FINANCE_ROLES_APPLY-note = If the Members page at TikTok offers no Advanced Permissions, switch this off. Then only Admins may allocate.
set-switch-STRICT_ADMIN = Admins also need Finance Manager
set-switch-STRICT_ADMIN-note = The stricter reading of TikTok’s rules. Off: every Admin may allocate.
set-switch-ALLOW_BILLING_SHARED = Accounts with shared billing may receive
set-switch-ALLOW_BILLING_SHARED-note = Off: only accounts that this Business Center owns and has linked receive its ad credit.
# Title of the box that says why the switches cannot be changed.
set-locked = You may look, not change
# Below it, where not the role is the reason.
set-locked-reading = The switches stay as they are while this window may only read.
# Title of the box after a switch could not be set, and its first sentence; what went wrong follows.
set-not-set = The switches cannot be set now, and none was changed
set-not-set-why = Your role is read from TikTok each time before a switch is set.

set-journal = Journal
set-journal-note = Everything done here, each entry chained to the one before.
set-check = Check journal
set-check-again = Check again
set-checking = Checking…
# Before the first check in this session.
set-check-NONE = Not checked since the program started
set-check-WHOLE = Nothing is missing and nothing was changed.
set-check-WHOLE_UNGUARDED = The chain is whole, and nothing outside guards it.
set-check-BROKEN = An entry does not fit the one before it.
set-check-DAMAGED = The file is damaged.
set-check-HEAD_NOT_FOUND = The chain does not hold the head kept outside.
set-check-HEAD_UNREADABLE = The copy of the head kept outside cannot be read.
set-check-TOTALS_DIFFER = Totals or states differ from what the entries say.
# What the result means, after the number of entries.
set-check-WHOLE-means = The chain is whole and its head agrees with the copy kept outside the file.
set-check-WHOLE_UNGUARDED-means = Without a copy of its head outside the file, a cut end or an older copy of the file would not be noticed. Copy the head and keep it elsewhere.
set-check-BROKEN-means = It first goes wrong at entry { $entry }: something was changed or is missing there. Allocate nothing until that is explained.
set-check-DAMAGED-means = Part of it cannot be read. Allocate nothing.
set-check-HEAD_NOT_FOUND-means = The file was cut, rewritten, or replaced by an older copy. Allocate nothing until that is explained.
set-check-HEAD_UNREADABLE-means = The chain is whole. Whether its end was cut off, or the file replaced by an older copy, cannot be told. Allocate nothing until that is explained.
set-check-TOTALS_DIFFER-means = The chain itself is whole. What is worked out from its entries, such as states and totals, is not what they say. Allocate nothing until that is explained.
set-entries = { $count } entries, from { $first } to { $last }.
set-entries-none = No entries yet.
set-checked = Checked { $at }, in { $seconds } s.
set-guard = Outside copy of the head
set-guard-FILE = Kept in a file in another folder. It shows cuts, rewrites and old copies of the journal.
set-guard-KEYCHAIN = Kept in the system’s keychain. It shows cuts, rewrites and old copies of the journal.
set-guard-UNGUARDED = Missing: cuts and old copies of the journal would not be noticed.
set-guard-NOT_WRITTEN = The newest could not be written. An older one may be there.
set-guard-MISMATCH = Not found in the chain: the journal is frozen.
set-guard-UNREADABLE = It cannot be read: the journal is frozen.
set-copy-head = Copy head
set-copied-head = The head of the journal was copied. Kept by somebody else, it proves later that nothing was changed.
# Title of the names of damaged journals that were kept.
set-set-aside = Damaged journals that were set aside

set-appearance = Appearance
set-appearance-note = For this computer only.
set-theme = Theme
set-theme-SYSTEM = System
set-theme-LIGHT = Light
set-theme-DARK = Dark
set-density = Row height
set-density-COMFORTABLE = Comfortable
set-density-COMPACT = Compact
set-language = Language
# The names of languages stand in the language itself.
set-language-en = English

set-about = About
set-about-is = Credit Desk { $version }
set-about-note = Everything is kept on this computer only. Not made by TikTok, and not endorsed by it.
