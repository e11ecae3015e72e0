//! Connecting a Business Center: a token and a server, the Business Centers of that token, and the workspace of the one that
//! is chosen. The token goes inward once: into memory, then into the keychain.

use super::Desk;
use super::apart;
use super::known::{Connection, Known};
use crate::fault::{Fault, FaultCode};
use crate::keychain::{Kept, SecretError};
use crate::shown::people;
use crate::views::connecting::{CenterChoice, Keep, Offer, SignIn};
use desk_core::business_center::{Actor, BusinessCenter, Role};
use desk_core::clock::SystemClock;
use desk_core::gateway::BaseUrl;
use desk_core::gateway::centers::{Centers, centers};
use desk_core::gateway::http::{Http, Limits};
use desk_core::gateway::transport::Token;
use std::sync::{Arc, MutexGuard, PoisonError};

/// Longer than any token that was ever seen; more is a mistake.
const LONGEST_TOKEN: usize = 2_000;

/// A token that TikTok accepted, and whose it is.
pub struct Offered {
    base: BaseUrl,
    token: Token,
    centers: Centers,
}

impl Desk {
    /// Asks a server which Business Centers a token has. Nothing is kept but in memory.
    ///
    /// # Errors
    /// Which field is wrong, or what the server said.
    pub async fn connect(&self, sign_in: SignIn) -> Result<Offer, Fault> {
        let token = token(&sign_in.access_token)?;
        let base =
            BaseUrl::parse(&sign_in.base_url).map_err(|_| field("baseUrl", "NOT_LOOPBACK"))?;
        let http = Http::new(base, Limits::default())
            .map_err(|error| Fault::new(FaultCode::Internal).with("where", error))?;
        let found = centers(Arc::new(http), Arc::new(SystemClock::new()), token.clone()).await?;
        let offered = Offered {
            base,
            token,
            centers: found,
        };
        let offer = self.offer(&offered);
        *self.offered() = Some(offered);

        Ok(offer)
    }

    /// Makes a workspace of one of the Business Centers that were offered, keeps the token, and opens it. One that is a
    /// workspace already is signed in to again.
    ///
    /// # Errors
    /// When there is no keychain, the disk refuses, or it cannot be opened; the offer still stands then.
    pub async fn use_business_center(&self, bc_id: &str, keep: Keep) -> Result<(), Fault> {
        let (known, token) = self.chosen(bc_id)?;
        let kept = match keep {
            Keep::InKeychain => Kept::Keychain,
            Keep::ForThisSession => Kept::Session,
        };
        let (root, secrets, id) = (
            self.root.clone(),
            Arc::clone(&self.secrets),
            known.id.clone(),
        );
        apart(move || async move {
            secrets.write(&known.secret("token"), &token, kept)?;
            known.write(&root).map_err(|error| {
                // A token of a workspace that does not exist would stay behind for good.
                if Known::find(&root, &known.id).is_none() {
                    let _removed = secrets.remove(&known.secret("token"));
                }
                Fault::new(FaultCode::DiskFailed).with("reason", error)
            })
        })
        .await?;
        self.switch(&id).await?;
        *self.offered() = None;

        Ok(())
    }

    /// Forgets the token of the open workspace. Its history stays.
    ///
    /// # Errors
    /// When it is a practice workspace, or the keychain refuses: then the token may still be there.
    pub async fn sign_out(&self) -> Result<(), Fault> {
        let known = self.workspace().await?.known.clone();
        known.connection()?;
        let (secrets, id) = (Arc::clone(&self.secrets), known.id.clone());
        apart(move || async move { Ok(secrets.remove(&known.secret("token"))?) }).await?;
        self.switch(&id).await?;

        Ok(())
    }

    fn chosen(&self, bc_id: &str) -> Result<(Known, Token), Fault> {
        let offered = self.offered();
        let offered = offered
            .as_ref()
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", bc_id))?;
        let (bc, role) = offered
            .centers
            .list
            .iter()
            .find(|(bc, _)| bc.id.as_str() == bc_id)
            .ok_or_else(|| Fault::new(FaultCode::NotFound).with("name", bc_id))?;

        Ok((self.workspace_of(offered, bc, *role), offered.token.clone()))
    }

    fn workspace_of(&self, offered: &Offered, bc: &BusinessCenter, role: Role) -> Known {
        let person = &offered.centers.person;
        let connection = Connection {
            base: offered.base,
            person: Actor {
                id: person.id.clone(),
                name: person.name.clone(),
                role,
            },
        };
        let center = (bc.id.clone(), bc.name.clone(), bc.currency.to_string());

        Known::of_connection(&self.root, center, connection)
    }

    fn offer(&self, offered: &Offered) -> Offer {
        let choice = |(bc, role): &(BusinessCenter, Role)| {
            let known = self.workspace_of(offered, bc, *role);
            CenterChoice {
                bc_id: bc.id.to_string(),
                name: bc.name.clone(),
                currency: bc.currency.to_string(),
                role: people::role(*role),
                is_known: Known::find(&self.root, &known.id).is_some(),
            }
        };
        let kind = if offered.base.is_tiktok() {
            crate::views::start::WorkspaceKind::Connected
        } else {
            crate::views::start::WorkspaceKind::Rehearsal
        };

        Offer {
            server: offered.base.to_string(),
            kind,
            person: offered.centers.person.name.clone(),
            centers: offered.centers.list.iter().map(choice).collect(),
        }
    }

    fn offered(&self) -> MutexGuard<'_, Option<Offered>> {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<SecretError> for Fault {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::NoKeychain => Self::new(FaultCode::NoKeychain),
            SecretError::Locked => Self::new(FaultCode::KeychainLocked),
            SecretError::NotThere => Self::new(FaultCode::NotConnected),
            SecretError::Failed(reason) => {
                Self::new(FaultCode::KeychainFailed).with("reason", reason)
            }
        }
    }
}

/// A token is what fits into a header: no spaces, no controls.
fn token(text: &str) -> Result<Token, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(field("accessToken", "MISSING"));
    }
    let fits = text.len() <= LONGEST_TOKEN && text.bytes().all(|byte| byte.is_ascii_graphic());

    fits.then(|| Token::new(text.to_owned()))
        .ok_or_else(|| field("accessToken", "NOT_A_TOKEN"))
}

fn field(name: &str, reason: &str) -> Fault {
    Fault::new(FaultCode::FieldInvalid)
        .with("field", name)
        .with("reason", reason)
        .with(&format!("field.{name}"), reason)
}
