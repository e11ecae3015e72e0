//! The workspaces that can be opened: the three practice ones, and those a person connected. What is known of a connected
//! one lies in its own folder, without any secret, so that no list can be lost on its own.

use super::practice::{self, Practice};
use crate::fault::{Fault, FaultCode};
use crate::views::start::{WorkspaceChoice, WorkspaceKind};
use desk_core::business_center::{Actor, BasicRole, FinanceRole, Role};
use desk_core::gateway::BaseUrl;
use desk_core::id::{BcId, MemberId};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// What the folder of a connected workspace is called by.
const PREFIX: &str = "connected-";
/// What is known of a connected workspace, in its folder.
const FILE: &str = "workspace.json";

/// One workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// For the window; also the name of its folder.
    pub id: String,
    /// Its Business Center.
    pub bc: BcId,
    /// The Business Center's name when it was connected; hostile text.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What stands behind it.
    pub behind: Behind,
}

/// See [`Known`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// The simulator in this program.
    Practice(Practice),
    /// A server that speaks TikTok's API.
    Connected(Connection),
}

/// Fixed when the workspace is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Where the server is.
    pub base: BaseUrl,
    /// Who signed in, with the role TikTok told then.
    pub person: Actor,
}

impl Known {
    /// All that can be opened, practice first. What cannot be read is left out, and left alone.
    #[must_use]
    pub fn all(root: &Path) -> Vec<Self> {
        let practice = practice::ALL.into_iter().filter_map(Self::practice);

        practice.chain(connected(root)).collect()
    }

    /// The one of an id.
    #[must_use]
    pub fn find(root: &Path, id: &str) -> Option<Self> {
        Self::all(root).into_iter().find(|known| known.id == id)
    }

    fn practice(practice: Practice) -> Option<Self> {
        Some(Self {
            id: practice.id.to_owned(),
            bc: BcId::new(practice.bc).ok()?,
            name: practice.name.to_owned(),
            currency: practice.currency.to_owned(),
            behind: Behind::Practice(practice),
        })
    }

    /// As the menu shows it.
    #[must_use]
    pub fn choice(&self) -> WorkspaceChoice {
        WorkspaceChoice {
            id: self.id.clone(),
            name: self.name.clone(),
            currency: self.currency.clone(),
            kind: self.kind(),
            server: match &self.behind {
                Behind::Practice(_) => None,
                Behind::Connected(connection) => Some(connection.base.to_string()),
            },
        }
    }

    /// Whether its money is real, and if not, why.
    #[must_use]
    pub fn kind(&self) -> WorkspaceKind {
        match &self.behind {
            Behind::Practice(_) => WorkspaceKind::Practice,
            Behind::Connected(connection) if connection.base.is_tiktok() => {
                WorkspaceKind::Connected
            }
            Behind::Connected(_) => WorkspaceKind::Rehearsal,
        }
    }

    /// The connection, where a person connected it.
    ///
    /// # Errors
    /// [`FaultCode::NotConnected`] for practice.
    pub fn connection(&self) -> Result<&Connection, Fault> {
        match &self.behind {
            Behind::Practice(_) => Err(Fault::new(FaultCode::NotConnected)),
            Behind::Connected(connection) => Ok(connection),
        }
    }

    /// What one of its secrets is called by in the keychain: never the same for another server.
    #[must_use]
    pub fn secret(&self, what: &str) -> String {
        let server = match &self.behind {
            Behind::Practice(_) => "practice".to_owned(),
            Behind::Connected(connection) => connection.base.to_string(),
        };

        format!("{what} of {} at {server}", self.id)
    }

    /// A new connected one, or the one that is there already for this Business Center at this server: a second journal for
    /// the same Business Center would know nothing of what the first one sent.
    #[must_use]
    pub fn of_connection(
        root: &Path,
        (bc, name, currency): (BcId, String, String),
        connection: Connection,
    ) -> Self {
        let same = |known: &Self| match &known.behind {
            Behind::Practice(_) => false,
            Behind::Connected(other) => known.bc == bc && other.base == connection.base,
        };
        let id = Self::all(root).into_iter().find(same).map_or_else(
            || format!("{PREFIX}{}", uuid::Uuid::new_v4().simple()),
            |known| known.id,
        );

        Self {
            id,
            bc,
            name,
            currency,
            behind: Behind::Connected(connection),
        }
    }

    /// Writes what is known of a connected workspace into its folder, beside and then over the old one.
    ///
    /// # Errors
    /// When the disk refuses; what was there is still there.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        let Behind::Connected(connection) = &self.behind else {
            return Ok(());
        };
        let folder = root.join(&self.id);
        fs::create_dir_all(&folder)?;
        let new = folder.join(format!("{FILE}.new"));
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec_pretty(&Written::of(self, connection))?)?;
        file.sync_all()?;

        fs::rename(new, folder.join(FILE))
    }
}

/// The connected ones, in the order of their names.
fn connected(root: &Path) -> Vec<Known> {
    let folders = fs::read_dir(root).into_iter().flatten();
    let names = folders.filter_map(|folder| folder.ok()?.file_name().into_string().ok());
    let mut all: Vec<Known> = names
        .filter(|name| name.starts_with(PREFIX))
        .filter_map(|id| {
            let text = fs::read_to_string(root.join(&id).join(FILE)).ok()?;
            let written: Written = serde_json::from_str(&text).ok()?;
            written.known(id)
        })
        .collect();
    all.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));

    all
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    business_center: String,
    name: String,
    currency: String,
    base_url: String,
    member: String,
    member_name: String,
    admin: bool,
    finance_role: Option<FinanceWord>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum FinanceWord {
    Manager,
    Analyst,
}

impl Written {
    fn of(known: &Known, connection: &Connection) -> Self {
        let person = &connection.person;

        Self {
            business_center: known.bc.to_string(),
            name: known.name.clone(),
            currency: known.currency.clone(),
            base_url: connection.base.to_string(),
            member: person.id.to_string(),
            member_name: person.name.clone(),
            admin: person.role.basic == BasicRole::Admin,
            finance_role: person.role.finance.map(|finance| match finance {
                FinanceRole::Manager => FinanceWord::Manager,
                FinanceRole::Analyst => FinanceWord::Analyst,
            }),
        }
    }

    /// `None` where anything in it is not what this program writes.
    fn known(self, id: String) -> Option<Known> {
        let basic = if self.admin {
            BasicRole::Admin
        } else {
            BasicRole::Standard
        };
        let finance = self.finance_role.map(|word| match word {
            FinanceWord::Manager => FinanceRole::Manager,
            FinanceWord::Analyst => FinanceRole::Analyst,
        });

        Some(Known {
            id,
            bc: BcId::new(&self.business_center).ok()?,
            name: self.name,
            currency: self.currency,
            behind: Behind::Connected(Connection {
                base: BaseUrl::parse(&self.base_url).ok()?,
                person: Actor {
                    id: MemberId::new(&self.member).ok()?,
                    name: self.member_name,
                    role: Role { basic, finance },
                },
            }),
        })
    }
}
