//! What was asked: parameters out of a query, pages out of lists.

use super::{Refusal, refuse};
use crate::Request;
use crate::fault::Fault;
use crate::json::{Json, whole};
use serde_json::Value;
use std::collections::BTreeMap;

/// The parameters of one request.
#[derive(Debug)]
pub struct Ask {
    values: BTreeMap<String, String>,
    filtering: Value,
    /// Rows that came in at the top since the page before; gone if negative.
    shift: i64,
    has_no_rows: bool,
}

impl Ask {
    /// Reads the query; `filtering` is JSON text in one parameter.
    pub fn new(request: &Request, fault: Option<&Fault>) -> Result<Self, Refusal> {
        let values: BTreeMap<String, String> = form_urlencoded::parse(request.query.as_bytes())
            .into_owned()
            .collect();
        let filtering = match values.get("filtering") {
            None => Value::Null,
            Some(text) => match serde_json::from_str(text) {
                Ok(value @ Value::Object(_)) => value,
                Ok(_) | Err(_) => return refuse(40_002, "filtering: Invalid JSON."),
            },
        };

        Ok(Self {
            values,
            filtering,
            shift: if let Some(Fault::PageShift(rows)) = fault {
                *rows
            } else {
                0
            },
            has_no_rows: fault == Some(&Fault::MissingPage),
        })
    }

    /// A parameter that has to be there.
    pub fn needs(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name).map_or_else(
            || refuse(40_002, format!("{name}: Missing data for required field.")),
            Ok,
        )
    }

    /// A parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// A parameter that is one of these words.
    pub fn choice(&self, name: &str, words: &[&'static str]) -> Result<Option<&str>, Refusal> {
        chosen(name, self.get(name), words)
    }

    /// A list of texts as JSON text.
    pub fn list(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        match serde_json::from_str::<Vec<String>>(text) {
            Ok(list) => Ok(Some(list)),
            Err(_) => refuse(40_002, format!("{name}: Not a valid list.")),
        }
    }

    /// A text within `filtering`.
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.filtering
            .get(name)
            .and_then(Value::as_str)
            .filter(|value| !value.is_empty())
    }

    /// A text within `filtering` to be looked for, in small letters; empty fits everything.
    pub fn lower_filter(&self, name: &str) -> String {
        self.filter(name).unwrap_or_default().to_lowercase()
    }

    /// A text within `filtering` that is one of these words.
    pub fn filter_choice(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<Option<&str>, Refusal> {
        chosen(name, self.filter(name), words)
    }

    /// A yes or no within `filtering`; no when it is absent.
    pub fn filter_flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.filtering.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(value) => value.as_bool().map_or_else(
                || refuse(40_002, format!("filtering.{name}: Not a valid boolean.")),
                Ok,
            ),
        }
    }

    /// A list within `filtering` of some of these words.
    pub fn filter_choices(
        &self,
        name: &str,
        words: &[&'static str],
    ) -> Result<Option<Vec<String>>, Refusal> {
        let list = self.filter_list(name)?;
        for word in list.iter().flatten() {
            chosen(name, Some(word), words)?;
        }

        Ok(list)
    }

    /// A list within `filtering`; one text counts as a list of one.
    pub fn filter_list(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        let Some(value) = self.filtering.get(name) else {
            return Ok(None);
        };
        let texts = |list: &Vec<Value>| {
            list.iter()
                .map(|one| one.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        };
        let list = match value {
            Value::String(one) => Some(vec![one.clone()]),
            Value::Array(list) => texts(list),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        };

        list.map_or_else(
            || refuse(40_002, format!("filtering.{name}: Not a valid list.")),
            |list| Ok(Some(list)),
        )
    }

    /// Page and its size, within the endpoint's limit.
    pub fn page(&self, largest: usize) -> Result<(usize, usize), Refusal> {
        let number = |name: &str, standard: usize| match self.get(name) {
            None => Ok(standard),
            Some(text) => text.parse::<usize>().map_or_else(
                |_| refuse(40_002, format!("{name}: Not a valid integer.")),
                Ok,
            ),
        };
        let (page, size) = (number("page", 1)?, number("page_size", 10)?);
        if page == 0 {
            return refuse(40_002, "page: Must be greater than or equal to 1.");
        }
        if size == 0 || size > largest {
            return refuse(
                40_002,
                format!("page_size: Must be between 1 and {largest}."),
            );
        }

        Ok((page, size))
    }

    /// One page of a list, with its `page_info`.
    pub fn cut<T>(&self, all: Vec<T>, largest: usize) -> Result<(Vec<T>, Json), Refusal> {
        let (page, size) = self.page(largest)?;
        let total = shifted(all.len(), self.shift);
        let info = Json::Object(vec![
            ("page", whole(page)),
            ("page_size", whole(size)),
            ("total_number", whole(total)),
            ("total_page", whole(total.div_ceil(size))),
        ]);
        // What came in at the top pushes known rows down to later pages; what went lets rows slip through between two.
        let start = match (page - 1).saturating_mul(size) {
            0 => 0,
            start => shifted(start, -self.shift),
        };
        let size = if self.has_no_rows { 0 } else { size };

        Ok((all.into_iter().skip(start).take(size).collect(), info))
    }
}

fn chosen<'a>(
    name: &str,
    word: Option<&'a str>,
    words: &[&'static str],
) -> Result<Option<&'a str>, Refusal> {
    if word.is_none_or(|word| words.contains(&word)) {
        Ok(word)
    } else {
        refuse(40_002, format!("{name}: Not a valid choice."))
    }
}

fn shifted(number: usize, by: i64) -> usize {
    let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);

    if by < 0 {
        number.saturating_sub(steps)
    } else {
        number.saturating_add(steps)
    }
}
