//! What TikTok answers, call by call. The shapes are those of the API facts; nothing is read that was not asked for.

use super::query::{fields, filter, number};
use super::{Account, BC, Came, Member, Order, Vendor};
use std::collections::BTreeMap;

/// Hundredths as a JSON number.
pub(super) fn money(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let plain = hundredths.unsigned_abs();

    format!("{sign}{}.{:02}", plain / 100, plain % 100)
}

/// A whole answer with a code of its own.
#[must_use]
pub fn coded(code: i64) -> String {
    format!(r#"{{"code":{code},"message":"no","request_id":"log","data":{{}}}}"#)
}

impl Vendor {
    /// Answers a call that changes nothing.
    pub fn read(&mut self, call: &str, query: &str, token: &str, now: i64) -> String {
        let Some(member) = self.member(token).cloned() else {
            return coded(40_105);
        };
        let fields = fields(query);
        let data = match call {
            "user/info" => Ok(format!(
                r#"{{"core_user_id":"{0}","display_name":"Person {0}"}}"#,
                member.id
            )),
            "bc/get" => Ok(membership(&member, self.manner.currency)),
            "bc/balance/get" if member.sees_finance() => Ok(self.bc_balance()),
            "advertiser/balance/get" if member.sees_finance() => Ok(self.balances(&fields)),
            "bc/asset/admin/get" if member.basic == "ADMIN" => Ok(self.assets(&fields)),
            "bc/asset/get" => Ok(self.assets(&fields)),
            "advertiser/info" => Ok(self.infos(&fields)),
            "bc/account/transaction/get" if member.sees_finance() => {
                Ok(self.record_page(&fields, now))
            }
            "advertiser/transaction/get" if self.manner.second_list => {
                Ok(self.second_page(&fields, now))
            }
            "payment_portfolio/get" => Ok(format!(
                r#"{{"payment_portfolio_list":[],{}}}"#,
                page_info(1, 50, 0)
            )),
            "bc/member/get" if member.basic == "ADMIN" => Ok(self.people()),
            "bc/account/cost/get" if member.sees_finance() => {
                Ok(format!(r#"{{"cost_list":[],{}}}"#, page_info(1, 50, 0)))
            }
            _ => Err(40_001),
        };

        match data {
            Ok(data) => self.whole(&data),
            Err(code) => coded(code),
        }
    }

    /// The answer to a transfer that came to something.
    pub fn receipt(&mut self, order: &Order, came: &Came) -> String {
        let ids = match came {
            Came::Refused(code) => return coded(*code),
            Came::Moved(ids) => ids,
        };
        let mut parts = Vec::new();
        if self.manner.says_whose {
            parts.push(format!(
                r#""bc_id":"{BC}","advertiser_id":"{}""#,
                order.account
            ));
        }
        if self.chance.happens(self.manner.names_records) {
            let infos: Vec<String> = ids
                .iter()
                .map(|id| format!(r#"{{"transaction_id":"{id}"}}"#))
                .collect();
            parts.push(format!(r#""transaction_infos":[{}]"#, infos.join(",")));
        }

        self.whole(&format!("{{{}}}", parts.join(",")))
    }

    fn whole(&mut self, data: &str) -> String {
        self.log += 1;

        format!(
            r#"{{"code":0,"message":"OK","request_id":"log-{}","data":{data}}}"#,
            self.log
        )
    }

    fn bc_balance(&self) -> String {
        let total = money(self.cash + self.voucher);
        let (cash, voucher) = (money(self.cash), money(self.voucher));

        format!(
            r#"{{"bc_id":"{BC}","currency":"{}","account_balance":{total},"valid_account_balance":{total},"frozen_balance":0,"tax":0,"cash_balance":{cash},"valid_cash_balance":{cash},"grant_balance":{voucher},"valid_grant_balance":{voucher}}}"#,
            self.manner.currency
        )
    }

    fn balances(&self, fields: &BTreeMap<String, String>) -> String {
        let (some, info) = self.some(fields);
        let rows: Vec<String> = some.iter().map(|account| self.balance(account)).collect();

        format!(
            r#"{{"advertiser_account_list":[{}],{info}}}"#,
            rows.join(",")
        )
    }

    fn balance(&self, account: &Account) -> String {
        let total = money(account.cash + account.ad_credit);
        let (cash, credit) = (money(account.cash), money(account.ad_credit));
        let status = if account.approved {
            "SHOW_ACCOUNT_STATUS_APPROVED"
        } else {
            "SHOW_ACCOUNT_STATUS_PUNISHED"
        };

        format!(
            r#"{{"advertiser_id":"{}","advertiser_name":"{}","advertiser_status":"{status}","advertiser_type":"AUCTION","timezone":"America/New_York","currency":"{}","balance_reminder":false,"account_balance":{total},"valid_account_balance":{total},"frozen_balance":0,"tax":0,"cash_balance":{cash},"valid_cash_balance":{cash},"grant_balance":{credit},"valid_grant_balance":{credit}}}"#,
            account.id, account.name, self.manner.currency
        )
    }

    fn assets(&self, fields: &BTreeMap<String, String>) -> String {
        let (some, info) = self.some(fields);
        let row = |account: &&Account| {
            let status = if account.approved {
                "STATUS_ENABLE"
            } else {
                "STATUS_LIMIT"
            };
            format!(
                r#"{{"asset_id":"{}","asset_name":"{}","advertiser_status":"{status}","relation_type":"OWNER_BC","relation_status":"BOUND"}}"#,
                account.id, account.name
            )
        };
        let rows: Vec<String> = some.iter().map(row).collect();

        format!(r#"{{"list":[{}],{info}}}"#, rows.join(","))
    }

    fn infos(&self, fields: &BTreeMap<String, String>) -> String {
        let asked = fields.get("advertiser_ids").cloned().unwrap_or_default();
        let ids: Vec<String> = serde_json::from_str(&asked).unwrap_or_default();
        let rows: Vec<String> = ids
            .iter()
            .map(|id| format!(r#"{{"advertiser_id":"{id}","owner_bc_id":"{BC}"}}"#))
            .collect();

        format!(r#"{{"list":[{}]}}"#, rows.join(","))
    }

    fn people(&self) -> String {
        let row = |member: &Member| {
            format!(
                r#"{{"user_id":"{0}","user_name":"Person {0}","user_email":"","user_role":"{1}","relation_status":"BOUND","ext_user_role":{{"finance_role":"{2}"}}}}"#,
                member.id, member.basic, member.finance
            )
        };
        let rows: Vec<String> = self.members.iter().map(row).collect();

        format!(
            r#"{{"list":[{}],{}}}"#,
            rows.join(","),
            page_info(1, 20, rows.len())
        )
    }

    /// How many rows a page has.
    pub(super) fn page_size(&self, fields: &BTreeMap<String, String>) -> usize {
        number(fields, "page_size", 50).min(self.manner.page_most)
    }

    /// The accounts of one page, by keyword.
    fn some(&self, fields: &BTreeMap<String, String>) -> (Vec<&Account>, String) {
        let filter = filter(fields);
        let keyword = filter["keyword"].as_str().unwrap_or_default();
        let (page, size) = (number(fields, "page", 1), self.page_size(fields));
        let matching: Vec<&Account> = self
            .accounts
            .iter()
            .filter(|account| account.id.contains(keyword) || account.name.contains(keyword))
            .collect();
        let info = page_info(page, size, matching.len());
        let first = page.saturating_sub(1) * size;

        (matching.into_iter().skip(first).take(size).collect(), info)
    }
}

fn membership(member: &Member, currency: &str) -> String {
    format!(
        r#"{{"list":[{{"bc_info":{{"bc_id":"{BC}","name":"Halden Row Media","currency":"{currency}","status":"ENABLE","timezone":"America/New_York","type":"AGENCY"}},"user_role":"{}","ext_user_role":{{"finance_role":"{}"}}}}],{}}}"#,
        member.basic,
        member.finance,
        page_info(1, 10, 1)
    )
}

pub(super) fn page_info(page: usize, size: usize, total: usize) -> String {
    let pages = total.div_ceil(size);

    format!(
        r#""page_info":{{"page":{page},"page_size":{size},"total_number":{total},"total_page":{pages}}}"#
    )
}
