//! A credit as a person enters or corrects it: typed texts become [`Terms`], or every field that is wrong is named at once.

use super::{AccountList, Credit, CreditKind, Holder, Terms};
use crate::id::AdvertiserId;
use crate::money::{Currency, Money, TypedError};
use jiff::civil::Date;

const LONGEST_NAME: usize = 120;
const LONGEST_TEXT: usize = 4000;
const MOST_ACCOUNTS: usize = 10_000;
const LONGEST_REASON: usize = 500;

/// The form, as typed. Empty text: not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Name on the settlement letter; must be there.
    pub name: String,
    /// Amount as typed; must be there.
    pub amount: String,
    /// `2026-11-30`
    pub issued: String,
    /// `2026-11-30`
    pub valid_from: String,
    /// `2026-11-30`
    pub valid_until: String,
    /// Chosen, not typed.
    pub kind: CreditKind,
    /// Restrictions, kept verbatim.
    pub restrictions: String,
    /// Ids of accounts that alone may have it.
    pub only_accounts: Vec<String>,
    /// Ids of accounts that may not have it.
    pub except_accounts: Vec<String>,
    /// Where the terms can be read.
    pub terms: String,
    /// Whose it is.
    pub holder: Holder,
    /// R91.
    pub fulfilled: bool,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the fields of `Entered`, one by one, and the reason of a change"
)]
pub enum Field {
    Name,
    Amount,
    Issued,
    ValidFrom,
    ValidUntil,
    Kind,
    Restrictions,
    Accounts,
    Terms,
    Holder,
    Reason,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldError {
    /// Must be filled in.
    Missing,
    /// Longer than so many characters, or a list of more than so many.
    TooLong(usize),
    /// No amount.
    Amount(TypedError),
    /// Not a date of the form `2026-11-30`.
    NotADate,
    /// The last valid day is before the first.
    EndsBeforeItBegins,
    /// The Business Center's credits are never assignable to campaigns (R79).
    NeverAssignable,
    /// Not an id of an ad account.
    NotAnId(String),
    /// A list of those who may and one of those who may not: only one can hold.
    TwoLists,
    /// Less than what was already allocated.
    BelowAllocated(Money),
    /// A correction cannot move a credit to another holder, or to another currency.
    CannotChange,
}

impl FieldError {
    /// A name for it that texts can be found by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "MISSING",
            Self::TooLong(_) => "TOO_LONG",
            Self::Amount(TypedError::Invalid) => "AMOUNT_INVALID",
            Self::Amount(TypedError::NotPositive) => "AMOUNT_NOT_POSITIVE",
            Self::Amount(TypedError::Precision(_)) => "AMOUNT_PRECISION",
            Self::Amount(TypedError::TooLarge) => "AMOUNT_TOO_LARGE",
            Self::NotADate => "NOT_A_DATE",
            Self::EndsBeforeItBegins => "ENDS_BEFORE_IT_BEGINS",
            Self::NeverAssignable => "NEVER_ASSIGNABLE",
            Self::NotAnId(_) => "NOT_AN_ID",
            Self::TwoLists => "TWO_LISTS",
            Self::BelowAllocated(_) => "BELOW_ALLOCATED",
            Self::CannotChange => "CANNOT_CHANGE",
        }
    }
}

/// Reads the form of a new credit in the Business Center's currency.
///
/// # Errors
/// Every field that is wrong, with its reason, in the order of the form.
pub fn enter(entered: &Entered, currency: Currency) -> Result<Terms, Vec<(Field, FieldError)>> {
    let mut errors = Vec::new();
    let name = text(&entered.name, Field::Name, LONGEST_NAME, &mut errors);
    if name.is_empty() {
        errors.push((Field::Name, FieldError::Missing));
    }
    let amount = Money::parse_typed(&entered.amount, currency)
        .map_err(|error| match error {
            TypedError::Invalid if entered.amount.trim().is_empty() => FieldError::Missing,
            TypedError::Invalid
            | TypedError::NotPositive
            | TypedError::Precision(_)
            | TypedError::TooLarge => FieldError::Amount(error),
        })
        .map_err(|error| errors.push((Field::Amount, error)));
    let issued = day(&entered.issued, Field::Issued, &mut errors);
    let valid_from = day(&entered.valid_from, Field::ValidFrom, &mut errors);
    let valid_until = day(&entered.valid_until, Field::ValidUntil, &mut errors);
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until < from
    {
        errors.push((Field::ValidUntil, FieldError::EndsBeforeItBegins));
    }
    if entered.holder == Holder::BusinessCenter && entered.kind == CreditKind::Assignable {
        errors.push((Field::Kind, FieldError::NeverAssignable));
    }
    let restrictions = text(
        &entered.restrictions,
        Field::Restrictions,
        LONGEST_TEXT,
        &mut errors,
    );
    let accounts = accounts(entered, &mut errors);
    let terms = text(&entered.terms, Field::Terms, LONGEST_TEXT, &mut errors);
    let (Ok(amount), true) = (amount, errors.is_empty()) else {
        return Err(errors);
    };

    Ok(Terms {
        name,
        amount,
        issued,
        valid_from,
        valid_until,
        kind: entered.kind,
        restrictions,
        accounts,
        terms,
        holder: entered.holder.clone(),
        fulfilled: entered.fulfilled,
    })
}

/// Reads the form of a correction: as a new credit, and nothing that was already allocated can be taken out of it.
///
/// # Errors
/// Every field that is wrong, with its reason, in the order of the form.
pub fn correct(credit: &Credit, entered: &Entered) -> Result<Terms, Vec<(Field, FieldError)>> {
    let terms = enter(entered, credit.terms.amount.currency())?;
    let mut errors = Vec::new();
    if terms.amount.hundredths() < credit.allocated.hundredths() {
        let error = FieldError::BelowAllocated(credit.allocated);
        errors.push((Field::Amount, error));
    }
    if terms.holder != credit.terms.holder {
        errors.push((Field::Holder, FieldError::CannotChange));
    }

    if errors.is_empty() {
        Ok(terms)
    } else {
        Err(errors)
    }
}

/// Reads the reason a person gives for a change; there is no change without one.
///
/// # Errors
/// What is wrong with it.
pub fn reason(typed: &str) -> Result<String, Vec<(Field, FieldError)>> {
    let mut errors = Vec::new();
    let reason = text(typed, Field::Reason, LONGEST_REASON, &mut errors);
    if reason.is_empty() {
        errors.push((Field::Reason, FieldError::Missing));
    }

    if errors.is_empty() {
        Ok(reason)
    } else {
        Err(errors)
    }
}

fn text(
    typed: &str,
    field: Field,
    longest: usize,
    errors: &mut Vec<(Field, FieldError)>,
) -> String {
    let typed = typed.trim();
    if typed.chars().count() > longest {
        errors.push((field, FieldError::TooLong(longest)));
    }

    typed.to_owned()
}

fn day(typed: &str, field: Field, errors: &mut Vec<(Field, FieldError)>) -> Option<Date> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let read = (typed.len() == "2026-11-30".len())
        .then(|| typed.parse().ok())
        .flatten();
    if read.is_none() {
        errors.push((field, FieldError::NotADate));
    }

    read
}

fn accounts(entered: &Entered, errors: &mut Vec<(Field, FieldError)>) -> AccountList {
    let mut ids = |typed: &[String]| {
        if typed.len() > MOST_ACCOUNTS {
            errors.push((Field::Accounts, FieldError::TooLong(MOST_ACCOUNTS)));
        }
        let mut known = Vec::new();
        for text in typed {
            match AdvertiserId::new(text.trim()) {
                Ok(id) => known.push(id),
                Err(_) => errors.push((Field::Accounts, FieldError::NotAnId(text.clone()))),
            }
        }
        known.sort();
        known.dedup();
        known
    };
    let (only, except) = (ids(&entered.only_accounts), ids(&entered.except_accounts));
    if !entered.only_accounts.is_empty() && !entered.except_accounts.is_empty() {
        errors.push((Field::Accounts, FieldError::TwoLists));
    }
    if !only.is_empty() {
        return AccountList::Only(only);
    }
    if !except.is_empty() {
        return AccountList::Except(except);
    }

    AccountList::Any
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::super::tests::{credit, usd};
    use super::*;

    fn form() -> Entered {
        Entered {
            name: " Autumn reach grant ".to_owned(),
            amount: "20,000.00".to_owned(),
            issued: "2026-08-28".to_owned(),
            valid_from: "2026-09-01".to_owned(),
            valid_until: "2026-11-30".to_owned(),
            kind: CreditKind::Free,
            restrictions: "Auction only.".to_owned(),
            only_accounts: Vec::new(),
            except_accounts: Vec::new(),
            terms: String::new(),
            holder: Holder::BusinessCenter,
            fulfilled: false,
        }
    }

    #[test]
    fn a_good_form_becomes_terms() {
        let terms = enter(&form(), Currency::USD).unwrap();
        assert_eq!(terms.name, "Autumn reach grant");
        assert_eq!(terms.amount, usd(2_000_000));
        assert_eq!(terms.valid_until, Some(jiff::civil::date(2026, 11, 30)));
        assert_eq!(terms.accounts, AccountList::Any);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let entered = Entered {
            name: "  ".to_owned(),
            amount: "1e3".to_owned(),
            issued: "28.08.2026".to_owned(),
            valid_from: "2026-12-01".to_owned(),
            kind: CreditKind::Assignable,
            only_accounts: vec!["12x".to_owned()],
            except_accounts: vec!["34".to_owned()],
            restrictions: "x".repeat(LONGEST_TEXT + 1),
            ..form()
        };
        let errors = enter(&entered, Currency::USD).unwrap_err();
        assert_eq!(
            errors,
            [
                (Field::Name, FieldError::Missing),
                (Field::Amount, FieldError::Amount(TypedError::Invalid)),
                (Field::Issued, FieldError::NotADate),
                (Field::ValidUntil, FieldError::EndsBeforeItBegins),
                (Field::Kind, FieldError::NeverAssignable),
                (Field::Restrictions, FieldError::TooLong(LONGEST_TEXT)),
                (Field::Accounts, FieldError::NotAnId("12x".to_owned())),
                (Field::Accounts, FieldError::TwoLists),
            ]
        );
    }

    /// R79 binds the Business Center's credits; credits from elsewhere may be assignable (R80).
    #[test]
    fn assignable_only_outside_the_business_center() {
        let mut entered = form();
        entered.kind = CreditKind::Assignable;
        assert_eq!(
            enter(&entered, Currency::USD),
            Err(vec![(Field::Kind, FieldError::NeverAssignable)])
        );
        entered.holder = Holder::Account {
            account: AdvertiserId::new("1").unwrap(),
            origin: Origin::IncentiveCenter,
        };
        assert!(enter(&entered, Currency::USD).is_ok());
    }

    #[test]
    fn a_correction_keeps_what_was_allocated_and_its_holder() {
        let old = credit(1, 3_000_000, 2_500_000, None);
        let too_small = correct(&old, &form()).unwrap_err();
        assert_eq!(
            too_small,
            [(Field::Amount, FieldError::BelowAllocated(usd(2_500_000)))]
        );
        let mut entered = form();
        entered.amount = "25000".to_owned();
        assert_eq!(correct(&old, &entered).unwrap().amount, usd(2_500_000));
        entered.holder = Holder::Account {
            account: AdvertiserId::new("1").unwrap(),
            origin: Origin::Other,
        };
        assert_eq!(
            correct(&old, &entered),
            Err(vec![(Field::Holder, FieldError::CannotChange)])
        );
    }
}
