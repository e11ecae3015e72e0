//! Where a workspace's TikTok is: TikTok itself, or a server on this machine that behaves like it. Nothing else can be said.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// TikTok's own address: the one host this program may ever call beyond this machine.
const TIKTOK: &str = "https://business-api.tiktok.com";

/// The server behind a workspace. What is shown of it is the exact text of its [`fmt::Display`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum BaseUrl {
    /// TikTok's Business API, with real money behind it.
    TikTok,
    /// A server on this machine; whatever it says, it is not TikTok.
    Loopback(SocketAddr),
}

/// Why a text is no address this program may call. The text itself is left out: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Neither TikTok's own address nor one that begins with `http://`.
    #[error("the address must be TikTok's own, or begin with http:// and lead to this machine")]
    Scheme,
    /// A name or password before an `@`.
    #[error("the address must hold no name and no password")]
    UserInfo,
    /// A host by name, which could lead anywhere, or something that is no address at all.
    #[error(
        "the address must be an IP address of this machine, such as 127.0.0.1 or [::1], not a name"
    )]
    Name,
    /// An IP address that is not in 127.0.0.0/8 and not `::1`.
    #[error("the IP address is not one of this machine")]
    Elsewhere,
    /// No port, or port 0.
    #[error("the address must end in a port, such as :8400")]
    Port,
    /// Something behind the port that is not `/open_api/v1.3`.
    #[error("nothing but /open_api/v1.3 may stand behind the port")]
    Path,
}

impl BaseUrl {
    /// Takes what a person typed. Empty text is TikTok; both kinds may end in `/`, `/open_api` or `/open_api/v1.3`.
    ///
    /// # Errors
    /// [`AddressError`]
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::TikTok);
        }
        if let Some(path) = text.strip_prefix(TIKTOK)
            && (path.is_empty() || path.starts_with('/'))
        {
            return is_root(path)
                .then_some(Self::TikTok)
                .ok_or(AddressError::Path);
        }
        let rest = text.strip_prefix("http://").ok_or(AddressError::Scheme)?;
        if rest.contains('@') {
            return Err(AddressError::UserInfo);
        }
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        let address = loopback(host)?;

        is_root(path)
            .then_some(Self::Loopback(address))
            .ok_or(AddressError::Path)
    }

    /// Whether it is TikTok itself, so that what is moved is real.
    #[must_use]
    pub const fn is_tiktok(self) -> bool {
        match self {
            Self::TikTok => true,
            Self::Loopback(_) => false,
        }
    }
}

/// Without a slash at the end; [`BaseUrl::parse`] reads it back.
impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TikTok => f.write_str(TIKTOK),
            Self::Loopback(address) => write!(f, "http://{address}"),
        }
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        Self::parse(&text)
    }
}

impl From<BaseUrl> for String {
    fn from(base: BaseUrl) -> Self {
        base.to_string()
    }
}

fn loopback(host: &str) -> Result<SocketAddr, AddressError> {
    if host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
        .is_ok()
    {
        return Err(AddressError::Port);
    }
    let address: SocketAddr = host.parse().map_err(|_| AddressError::Name)?;
    // A zone behind an address, as in [::1%2], says which cable to take; this machine has none.
    let has_zone = matches!(address, SocketAddr::V6(address) if address.scope_id() != 0);
    if !address.ip().is_loopback() || has_zone {
        return Err(AddressError::Elsewhere);
    }
    if address.port() == 0 {
        return Err(AddressError::Port);
    }

    Ok(address)
}

fn is_root(path: &str) -> bool {
    let path = path.trim_end_matches('/');

    ["", "/open_api", "/open_api/v1.3"].contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_typed_and_tiktoks_own_address_are_tiktok() {
        for text in [
            "",
            "  ",
            "https://business-api.tiktok.com",
            "https://business-api.tiktok.com/",
            " https://business-api.tiktok.com/open_api/v1.3/ ",
        ] {
            let base = BaseUrl::parse(text).unwrap();
            assert!(base.is_tiktok(), "{text}");
            assert_eq!(base.to_string(), "https://business-api.tiktok.com");
        }
    }

    #[test]
    fn addresses_of_this_machine_are_shown_as_they_are_called() {
        for (text, shown) in [
            ("http://127.0.0.1:80", "http://127.0.0.1:80"),
            ("http://127.9.9.9:1/", "http://127.9.9.9:1"),
            ("http://[::1]:8080/open_api/v1.3/", "http://[::1]:8080"),
            ("http://[0:0::1]:8080/open_api", "http://[::1]:8080"),
        ] {
            let base = BaseUrl::parse(text).unwrap();
            assert!(!base.is_tiktok());
            assert_eq!(base.to_string(), shown);
            assert_eq!(BaseUrl::parse(shown), Ok(base));
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        use AddressError::{Elsewhere, Name, Path, Port, Scheme, UserInfo};
        for (text, reason) in [
            ("business-api.tiktok.com", Scheme),
            ("http://business-api.tiktok.com", Name),
            ("https://business-api.tiktok.com.example.com", Scheme),
            ("https://business-api.tiktok.com:443@example.com", Scheme),
            ("https://business-api.tiktok.com@example.com", Scheme),
            ("https://business-api.tiktok.com/elsewhere", Path),
            ("https://business-api.tiktok.com/?a", Path),
            ("https://sandbox-ads.tiktok.com", Scheme),
            ("https://127.0.0.1:80", Scheme),
            ("HTTP://127.0.0.1:80", Scheme),
            ("ftp://127.0.0.1:80", Scheme),
            ("127.0.0.1:80", Scheme),
            ("http://localhost:80", Name),
            ("http://127.0.0.1.example.com:80", Name),
            ("http://2130706433:80", Name),
            ("http://0x7f.0.0.1:80", Name),
            ("http://127.1:80", Name),
            ("http://", Name),
            ("http:// 127.0.0.1:80", Name),
            ("http://127.0.0.1:80:80", Name),
            ("http://127.0.0.1:99999", Name),
            ("http://128.0.0.1:80", Elsewhere),
            ("http://10.0.0.1:80", Elsewhere),
            ("http://0.0.0.0:80", Elsewhere),
            ("http://[::]:80", Elsewhere),
            ("http://[::ffff:127.0.0.1]:80", Elsewhere),
            ("http://[::1%2]:80", Elsewhere),
            ("http://127.0.0.1", Port),
            ("http://[::1]/", Port),
            ("http://127.0.0.1:0", Port),
            ("http://127.0.0.1:80@example.com:1", UserInfo),
            ("http://a:b@127.0.0.1:80", UserInfo),
            ("http://127.0.0.1:80/else", Path),
            ("http://127.0.0.1:80/open_api/v1.2", Path),
            ("http://127.0.0.1:80?a", Path),
            ("http://127.0.0.1:80/#a", Path),
            ("http://127.0.0.1:80\\example.com", Path),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn it_is_kept_as_its_text() {
        let base = BaseUrl::parse("http://127.0.0.1:8400/open_api").unwrap();
        let kept = serde_json::to_string(&base).unwrap();
        assert_eq!(kept, "\"http://127.0.0.1:8400\"");
        assert_eq!(serde_json::from_str::<BaseUrl>(&kept).unwrap(), base);
        assert!(serde_json::from_str::<BaseUrl>("\"http://localhost:1\"").is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_tiktok_or_this_machine(text in "(https?://)?[a-z0-9.:@/\\[\\]%?#\\\\ -]{0,40}") {
            match BaseUrl::parse(&text) {
                Ok(BaseUrl::Loopback(address)) => {
                    prop_assert!(address.ip().is_loopback() && address.port() != 0);
                }
                Ok(BaseUrl::TikTok) => {
                    let text = text.trim();
                    prop_assert!(text.is_empty() || text.starts_with(TIKTOK));
                }
                Err(_) => {}
            }
        }

        #[test]
        fn every_address_of_this_machine_reads_back(last in 0_u8..=255, port in 1_u16..) {
            let text = format!("http://127.3.2.{last}:{port}");
            prop_assert_eq!(BaseUrl::parse(&text).unwrap().to_string(), text);
        }
    }
}
