//! Whose a token is, and which Business Centers it has, before there is a workspace.

use super::LookError;
use super::line::Line;
use super::pace::Pace;
use super::transport::{Token, Transport};
use super::wire::people::{self, Person};
use crate::business_center::{BusinessCenter, Role};
use crate::clock::Clock;
use std::sync::Arc;

/// Business Centers on one page (API facts 4.1).
const PAGE: u64 = 50;
/// More pages are not read: nobody chooses among so many.
const MOST_PAGES: u64 = 20;

/// What a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Centers {
    /// Whose it is.
    pub person: Person,
    /// The Business Centers, with what the person is in each. One that cannot be read is left out.
    pub list: Vec<(BusinessCenter, Role)>,
}

/// Asks TikTok (API facts 1.5, 4.1).
///
/// # Errors
/// [`LookError`]
pub async fn centers(
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    token: Token,
) -> Result<Centers, LookError> {
    let line = Line {
        transport,
        pace: Arc::new(Pace::new(Arc::clone(&clock))),
        clock,
        token,
        told_time: Arc::default(),
    };
    let answered = line.read("user/info", &[]).await?;
    let person = people::person(&answered.data()?)?;
    let mut list = Vec::new();
    for page in 1..=MOST_PAGES {
        let query = [("page", page.to_string()), ("page_size", PAGE.to_string())];
        let answered = line.read("bc/get", &query).await?;
        let data = answered.data()?;
        let rows = data.must_rows("list")?;
        // One strange Business Center must not keep a person from the others.
        list.extend(rows.iter().filter_map(|row| people::membership(row).ok()));
        if page >= data.extent()?.pages {
            break;
        }
    }

    Ok(Centers { person, list })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::fixture::{Leaping, Paper};
    use crate::journal::fixture::NOW;

    const INES: &str = r#"{"core_user_id":"7280000000000000007","display_name":"Ines"}"#;

    async fn read(pages: &[&str]) -> Result<Centers, LookError> {
        let paper = Paper::new();
        paper.says("user/info", &[INES]);
        paper.says("bc/get", pages);

        centers(paper, Leaping::at(NOW), Token::new("t".to_owned())).await
    }

    #[tokio::test]
    async fn all_pages_are_read_and_what_is_strange_is_left_out() {
        let row = |id: u32, role: &str| {
            format!(
                r#"{{"bc_info":{{"bc_id":"{id}","name":"North","currency":"USD","status":"ENABLE"}},"user_role":"{role}"}}"#
            )
        };
        let page = |rows: &[String]| {
            format!(
                r#"{{"list":[{}],"page_info":{{"total_number":3,"total_page":2}}}}"#,
                rows.join(",")
            )
        };
        let first = page(&[row(1, "ADMIN"), row(2, "SUPERUSER")]);
        let second = page(&[row(3, "STANDARD")]);
        let found = read(&[&first, &second]).await.unwrap();
        let ids: Vec<_> = found.list.iter().map(|(bc, _)| bc.id.as_str()).collect();
        assert_eq!((found.person.name.as_str(), ids), ("Ines", vec!["1", "3"]));
    }

    #[tokio::test]
    async fn an_answer_without_a_list_is_said_to_be_unreadable() {
        let nothing = r#"{"page_info":{"total_number":0,"total_page":1}}"#;
        assert!(matches!(
            read(&[nothing]).await,
            Err(LookError::Unreadable { call: "bc/get", .. })
        ));
    }
}
