### Connecting a Business Center: signing in, choosing, and how a connection stands.

# Button and title of the dialog.
connect = Connect a Business Center
# Title of the dialog, and button, where a Business Center is known and only the token is missing.
connect-again = Sign in again
connect-close = Close without connecting
connect-what = Credit Desk works with the access token of your own developer app. It goes into this computer’s keychain and nowhere else, and is sent to TikTok only.
connect-token = Access token
connect-token-hint = TikTok gives it to a person who has authorized your developer app.
connect-token-MISSING = Paste the access token.
connect-token-NOT_A_TOKEN = This is not an access token: it has spaces or characters that none has. Paste the token alone.
connect-base = Base URL
connect-optional = optional
connect-base-hint = Empty for TikTok. Otherwise a server on this computer, such as http://127.0.0.1:8400, to try things out.
connect-base-NOT_LOOPBACK = Only TikTok itself, or a server on this computer by its IP address and port, such as http://127.0.0.1:8400. A name is not accepted: it could lead anywhere.
# $server is an address.
connect-again-server = At { $server }. The history of this workspace stays as it is.
connect-cancel = Cancel
connect-do = Connect
connect-asking = Asking…
connect-back = Back
connect-use = Use this Business Center
# Whether money behind the server is real.
connect-real = This is TikTok: the money is real
connect-real-means = Ad credit that is allocated in this workspace moves for good.
connect-not-real = Not TikTok: the money is not real
connect-not-real-means = { $server } is a server on this computer. Nothing here reaches TikTok.
connect-choose = Business Centers of { $person }
connect-center = ID { $id }, { $currency }
# After the role: this Business Center is a workspace already.
connect-known = Already a workspace here: its history goes on
connect-none = The token of { $person } is accepted, and TikTok lists no Business Center for it. Ask an Admin of the Business Center to invite this person, or sign in as somebody else.
connect-failed = Not connected
connect-not-opened = The workspace was not opened
connect-session = Keep the token for this session only
connect-session-means = It stays in memory and is forgotten when Credit Desk ends. Then it is asked for again.
connect-said = { $name } is connected.

# The band above a workspace whose server is not TikTok.
rehearsal = Not real
rehearsal-means = A server on this computer, { $server }, stands in for TikTok. Nothing here reaches TikTok.

# Above every screen, where nothing can be asked of TikTok: title, text.
connection-SIGNED_OUT = Signed out
connection-SIGNED_OUT-text = Everything that was read can be read. To refresh and to allocate, sign in again.
connection-TOKEN_REFUSED = TikTok does not accept the access token any more
connection-TOKEN_REFUSED-text = It was revoked, or the authorization was cancelled. Everything that was read is kept. Sign in again to go on.
connection-KEYCHAIN_LOCKED = The keychain is locked
connection-KEYCHAIN_LOCKED-text = The access token cannot be read from it. Unlock the keychain and open this workspace again, or sign in for this session.
connection-NO_KEYCHAIN = This session has no keychain
connection-NO_KEYCHAIN-text = No access token can be kept. Start a keychain service such as GNOME Keyring and open this workspace again, or sign in for this session.
connection-open-again = Open again

# Settings: how the connection stands.
set-connection-state-SIGNED_IN = Signed in at { $server }. The access token is in the keychain.
set-connection-state-SIGNED_IN_FOR_SESSION = Signed in at { $server } until Credit Desk ends. The access token is in memory only.
set-connection-state-SIGNED_OUT = Signed out of { $server }. No access token is kept.
set-connection-state-TOKEN_REFUSED = { $server } does not accept the access token any more.
set-connection-state-KEYCHAIN_LOCKED = The keychain is locked, so nobody is signed in at { $server }.
set-connection-state-NO_KEYCHAIN = This session has no keychain, so nobody is signed in at { $server }.
sign-out = Sign out
sign-out-said = Signed out. The access token was removed; the history stays.
sync-now = Sync now
set-connect = Another Business Center
set-connect-note = Connect one of TikTok’s. Each has its own files and its own history, and practice stays as it is.
