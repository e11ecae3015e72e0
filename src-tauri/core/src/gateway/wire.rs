//! TikTok's JSON, private to the gateway: the envelope, one object at a time, and what went wrong in which call and field.
//!
//! The envelope is read in two steps, so that no number inside `data` ever passes through a float. Objects are read
//! leniently (unknown fields ignored, missing and null alike), because v1.3 changes in place; but a field that is there
//! must be what it should be, and the same field twice is refused.

pub(super) mod balances;
pub(super) mod people;
pub(super) mod records;

use super::LookError;
use super::exact;
use crate::money::{Currency, Money};
use serde::Deserialize;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What every answer is wrapped in (API facts 2.1).
#[derive(Debug, Deserialize)]
pub(super) struct Envelope<'a> {
    /// 0 is success; HTTP's status says next to nothing.
    pub code: i64,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    request_id: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Reads a whole body; `None` when it is not one complete envelope with a numeric code.
    pub fn read(body: &'a [u8]) -> Option<Self> {
        let text = std::str::from_utf8(body).ok()?;

        serde_json::from_str(text).ok()
    }

    /// TikTok's words; hostile text.
    pub fn message(&self) -> String {
        self.message.clone().unwrap_or_default()
    }

    /// TikTok's log id of this exchange.
    pub fn log_id(&self) -> String {
        self.request_id.clone().unwrap_or_default()
    }

    /// The data as an object of `call`; absent and null count as empty.
    pub fn data(&self, call: &'static str) -> Result<Row<'a>, LookError> {
        match self.data {
            None => Ok(Row::empty(call)),
            Some(raw) => Row::read(raw, call, "data"),
        }
    }
}

/// One JSON object of one call's answer.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    call: &'static str,
    fields: BTreeMap<String, &'a RawValue>,
}

impl<'a> Row<'a> {
    fn empty(call: &'static str) -> Self {
        Self {
            call,
            fields: BTreeMap::new(),
        }
    }

    fn read(raw: &'a RawValue, call: &'static str, field: &str) -> Result<Self, LookError> {
        let fields: Fields<'a> =
            serde_json::from_str(raw.get()).map_err(|_| unreadable(call, field))?;

        Ok(Self {
            call,
            fields: fields.0,
        })
    }

    /// This field cannot be what it should be.
    pub fn wrong(&self, field: &str) -> LookError {
        unreadable(self.call, field)
    }

    /// The raw text of a field; `None` when it is absent or null.
    fn raw(&self, field: &str) -> Option<&'a RawValue> {
        self.fields
            .get(field)
            .copied()
            .filter(|raw| raw.get() != "null")
    }

    /// A text; `None` when absent or null.
    pub fn text(&self, field: &str) -> Result<Option<String>, LookError> {
        self.raw(field)
            .map(|raw| serde_json::from_str(raw.get()).map_err(|_| self.wrong(field)))
            .transpose()
    }

    /// A text that may be missing, where an empty one says the same.
    pub fn words(&self, field: &str) -> Result<String, LookError> {
        Ok(self.text(field)?.unwrap_or_default())
    }

    /// A truth value.
    pub fn flag(&self, field: &str) -> Result<Option<bool>, LookError> {
        self.raw(field)
            .map(|raw| serde_json::from_str(raw.get()).map_err(|_| self.wrong(field)))
            .transpose()
    }

    /// A whole number of records or pages.
    pub fn count(&self, field: &str) -> Result<Option<u64>, LookError> {
        self.raw(field)
            .map(|raw| serde_json::from_str(raw.get()).map_err(|_| self.wrong(field)))
            .transpose()
    }

    /// A list of whole numbers, each also as text, digit by digit; `None` when absent or null.
    pub fn wholes(&self, field: &str) -> Result<Option<BTreeSet<u64>>, LookError> {
        let Some(raw) = self.raw(field) else {
            return Ok(None);
        };
        let list: Vec<&RawValue> =
            serde_json::from_str(raw.get()).map_err(|_| self.wrong(field))?;
        let digits = |raw: &RawValue| raw.get().trim_matches('"').parse().ok();
        let wholes: Option<BTreeSet<u64>> = list.into_iter().map(digits).collect();

        wholes.map(Some).ok_or_else(|| self.wrong(field))
    }

    /// An id as text, from a JSON string or a JSON integer of any length. Empty, `"0"` and 0 mean that there is none.
    pub fn id<T, E>(
        &self,
        field: &str,
        make: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, LookError> {
        let Some(raw) = self.raw(field) else {
            return Ok(None);
        };
        let text = if raw.get().starts_with('"') {
            serde_json::from_str(raw.get()).map_err(|_| self.wrong(field))?
        } else {
            raw.get().to_owned()
        };
        if text.is_empty() || text == "0" {
            return Ok(None);
        }

        make(&text).map(Some).map_err(|_| self.wrong(field))
    }

    /// An id that must be there.
    pub fn must_id<T, E>(
        &self,
        field: &str,
        make: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, LookError> {
        self.id(field, make)?.ok_or_else(|| self.wrong(field))
    }

    /// A currency that must be there.
    pub fn must_currency(&self, field: &str) -> Result<Currency, LookError> {
        self.text(field)?
            .as_deref()
            .and_then(Currency::new)
            .ok_or_else(|| self.wrong(field))
    }

    /// An amount of a currency; `None` when absent, null or a lone hyphen.
    pub fn money(&self, field: &str, currency: Currency) -> Result<Option<Money>, LookError> {
        let Some(raw) = self.raw(field).filter(|raw| !exact::is_no_value(raw)) else {
            return Ok(None);
        };
        let exact = exact::read(raw).ok_or_else(|| self.wrong(field))?;

        Money::from_decimal(exact, currency)
            .map(Some)
            .map_err(|_| self.wrong(field))
    }

    /// An amount that must be there.
    pub fn must_money(&self, field: &str, currency: Currency) -> Result<Money, LookError> {
        self.money(field, currency)?
            .ok_or_else(|| self.wrong(field))
    }

    /// An object, also where it is wrapped in an array of one (API facts 4.1).
    pub fn object(&self, field: &str) -> Result<Option<Row<'a>>, LookError> {
        match self.raw(field) {
            None => Ok(None),
            Some(raw) if raw.get().starts_with('[') => Ok(self.rows(field)?.into_iter().next()),
            Some(raw) => Row::read(raw, self.call, field).map(Some),
        }
    }

    /// Whether a field is there and not null.
    pub fn has(&self, field: &str) -> bool {
        self.raw(field).is_some()
    }

    /// The objects of a list; an absent list is empty.
    pub fn rows(&self, field: &str) -> Result<Vec<Row<'a>>, LookError> {
        let Some(raw) = self.raw(field) else {
            return Ok(Vec::new());
        };
        let items: Vec<&'a RawValue> =
            serde_json::from_str(raw.get()).map_err(|_| self.wrong(field))?;

        items
            .into_iter()
            .map(|item| Row::read(item, self.call, field))
            .collect()
    }

    /// The objects of a list that must be there: an answer without it is not one.
    pub fn must_rows(&self, field: &str) -> Result<Vec<Row<'a>>, LookError> {
        if self.has(field) {
            self.rows(field)
        } else {
            Err(self.wrong(field))
        }
    }

    /// How many pages and rows there are in all (`page_info`).
    pub fn extent(&self) -> Result<Extent, LookError> {
        let info = self
            .object("page_info")?
            .ok_or_else(|| self.wrong("page_info"))?;
        let pages = info.count("total_page")?;
        let rows = info.count("total_number")?;

        Ok(Extent {
            pages: pages.ok_or_else(|| self.wrong("page_info.total_page"))?,
            rows: rows.ok_or_else(|| self.wrong("page_info.total_number"))?,
        })
    }
}

/// How long a list is, as one of its pages says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// `total_page`
    pub pages: u64,
    /// `total_number`
    pub rows: u64,
}

fn unreadable(call: &'static str, field: &str) -> LookError {
    LookError::Unreadable {
        call,
        field: field.to_owned(),
    }
}

/// The fields of one object; the same name twice is an error.
struct Fields<'a>(BTreeMap<String, &'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            match fields.entry(name) {
                Entry::Vacant(place) => place.insert(value),
                Entry::Occupied(_) => return Err(A::Error::custom("a field twice")),
            };
        }

        Ok(Fields(fields))
    }
}

#[cfg(test)]
pub(super) fn sample(json: &'static str) -> Row<'static> {
    let raw: &'static RawValue = serde_json::from_str(json).unwrap();
    Row::read(raw, "a/call", "data").unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AdvertiserId;

    #[test]
    fn an_envelope_needs_a_numeric_code_and_nothing_after_it() {
        let whole = br#"{"code":0,"message":"OK","request_id":"x1","data":{"n":1},"new":true}"#;
        let envelope = Envelope::read(whole).unwrap();
        assert_eq!((envelope.code, envelope.log_id()), (0, "x1".to_owned()));
        for body in [
            &b"{}"[..],
            br#"{"message":"OK","data":{}}"#,
            br#"{"code":"0","data":{}}"#,
            br#"{"code":0.0,"data":{}}"#,
            br#"{"code":0,"code":40002,"data":{}}"#,
            br#"{"code":0,"data":{}"#,
            br#"{"code":0,"data":{}} trailing"#,
            b"{\"code\":0,\"message\":\"\xff\"}",
            b"<html>Bad Gateway</html>",
            b"",
        ] {
            assert!(
                Envelope::read(body).is_none(),
                "{}",
                String::from_utf8_lossy(body)
            );
        }
    }

    #[test]
    fn ids_keep_all_digits_as_string_and_as_number() {
        let row = sample(
            r#"{"a":7312233445566778899,"b":"7312233445566778899","c":null,"d":"0","e":7.3e18,"f":"12x"}"#,
        );
        let wanted = AdvertiserId::new("7312233445566778899").unwrap();
        assert_eq!(row.id("a", AdvertiserId::new), Ok(Some(wanted.clone())));
        assert_eq!(row.id("b", AdvertiserId::new), Ok(Some(wanted)));
        assert_eq!(row.id("c", AdvertiserId::new), Ok(None));
        assert_eq!(row.id("d", AdvertiserId::new), Ok(None));
        assert_eq!(row.id("e", AdvertiserId::new), Err(row.wrong("e")));
        assert_eq!(row.id("f", AdvertiserId::new), Err(row.wrong("f")));
    }

    #[test]
    fn amounts_are_exact_and_errors_name_call_and_field() {
        let row = sample(r#"{"a":80046.12,"b":"10.00","c":1.005,"d":"-","e":true}"#);
        let usd = |hundredths| Money::new(hundredths, Currency::USD);
        assert_eq!(row.money("a", Currency::USD), Ok(Some(usd(8_004_612))));
        assert_eq!(row.money("b", Currency::USD), Ok(Some(usd(1000))));
        assert_eq!(row.money("d", Currency::USD), Ok(None));
        let wrong = LookError::Unreadable {
            call: "a/call",
            field: "c".to_owned(),
        };
        assert_eq!(row.money("c", Currency::USD), Err(wrong));
        assert_eq!(row.money("e", Currency::USD), Err(row.wrong("e")));
        assert_eq!(
            row.must_money("none", Currency::USD),
            Err(row.wrong("none"))
        );
    }

    #[test]
    fn a_field_twice_is_refused_and_an_array_of_one_is_an_object() {
        let raw: &RawValue = serde_json::from_str(r#"{"a":1,"a":2}"#).unwrap();
        assert!(Row::read(raw, "a/call", "data").is_err());
        let row = sample(r#"{"bc_info":[{"name":"x"}],"list":[]}"#);
        let inside = row.object("bc_info").unwrap().unwrap();
        assert_eq!(inside.words("name"), Ok("x".to_owned()));
        assert_eq!(row.must_rows("list").map(|rows| rows.len()), Ok(0));
        assert!(row.must_rows("absent").is_err());
    }
}
