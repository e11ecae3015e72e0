//! JSON as TikTok writes it: amounts are numbers with two decimals, which no float could be trusted to print.

use std::fmt;

/// A value to be written.
#[derive(Debug, Clone)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number, or an id where TikTok writes one as a number.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in this order.
    Object(Vec<(&'static str, Json)>),
}

/// An amount in hundredths as text: `-12.05`.
#[must_use]
pub fn plain(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();

    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// A text.
#[must_use]
pub fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// A text, or null.
#[must_use]
pub fn maybe(text: Option<&str>) -> Json {
    text.map_or(Json::Null, |text| Json::Text(text.to_owned()))
}

/// A whole number.
#[must_use]
pub fn whole(number: impl fmt::Display) -> Json {
    Json::Number(number.to_string())
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(yes) => write!(f, "{yes}"),
            Self::Number(number) => f.write_str(number),
            Self::Text(text) => f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?),
            Self::List(items) => {
                f.write_str("[")?;
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if place == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(fields) => {
                f.write_str("{")?;
                for (place, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}\"{name}\":{value}", if place == 0 { "" } else { "," })?;
                }
                f.write_str("}")
            }
        }
    }
}
