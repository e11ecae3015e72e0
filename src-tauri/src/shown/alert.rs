//! Balance Alert in words: an account's own, and a Payment Portfolio's (R117–R122).

use crate::views::payment_management::BalanceAlert;
use desk_core::account::AdAccount;
use desk_core::alert::{Alert, Subject};
use desk_core::id::PortfolioId;

/// The word, and what the figures say where TikTok says otherwise (R120).
pub type Words = (BalanceAlert, Option<BalanceAlert>);

/// Of one account; `portfolios` are those that tell theirs above the table.
pub fn of_account(account: &AdAccount, alert: Alert, portfolios: &[PortfolioId]) -> Words {
    match Subject::of(account) {
        Subject::Portfolio(id) if portfolios.contains(&id) => (BalanceAlert::Portfolio, None),
        Subject::Portfolio(_) | Subject::Account(_) => words(alert),
    }
}

/// Of a portfolio, or of an account on its own.
pub fn words(alert: Alert) -> Words {
    let figures = alert.computed.filter(|_| alert.differs());

    (word(alert.shown()), figures.map(|low| word(Some(low))))
}

/// For who may not see figures.
pub fn hidden() -> Words {
    (BalanceAlert::Unknown, None)
}

fn word(low: Option<bool>) -> BalanceAlert {
    match low {
        None => BalanceAlert::Unknown,
        Some(true) => BalanceAlert::Yes,
        Some(false) => BalanceAlert::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk_core::account::{AccountStatus, BuyingType, Ownership};
    use desk_core::id::AdvertiserId;
    use desk_core::money::Currency;

    fn account(portfolio: Option<PortfolioId>) -> AdAccount {
        AdAccount {
            id: AdvertiserId::new("7411002938475610021").unwrap(),
            name: "Birkenhof".to_owned(),
            currency: Currency::USD,
            zone: None,
            status: AccountStatus::Approved,
            ownership: Ownership::Unreadable,
            buying: BuyingType::Auction,
            balance_reminder: None,
            portfolio,
        }
    }

    #[test]
    fn the_figures_speak_only_where_tiktok_says_otherwise() {
        let says = |told, computed| words(Alert { told, computed });
        let (yes, no) = (BalanceAlert::Yes, BalanceAlert::No);
        assert_eq!(says(Some(true), Some(false)), (yes, Some(no)));
        assert_eq!(says(Some(false), Some(true)), (no, Some(yes)));
        assert_eq!(says(Some(true), Some(true)), (yes, None));
        assert_eq!(says(Some(false), None), (no, None));
        assert_eq!(says(None, Some(true)), (yes, None));
        assert_eq!(says(None, None), (BalanceAlert::Unknown, None));
    }

    /// Where the portfolio is not on the page, its accounts tell themselves.
    #[test]
    fn an_account_points_at_its_portfolio_only_where_it_is_shown() {
        let low = Alert {
            told: Some(true),
            computed: Some(false),
        };
        let id = PortfolioId::new("5").unwrap();
        let linked = account(Some(id.clone()));
        let of = |account, portfolios: &[PortfolioId]| of_account(account, low, portfolios);
        assert_eq!(
            of(&linked, std::slice::from_ref(&id)),
            (BalanceAlert::Portfolio, None)
        );
        assert_eq!(of(&linked, &[]), words(low));
        assert_eq!(of(&account(None), &[id]), words(low));
    }
}
