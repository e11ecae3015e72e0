//! What an answer to a transfer proves (protocol 4.3). Unknown is the default: only proof makes it anything else.

use super::transport::{NoAnswer, Response, Token, blotted};
use super::wire::{Envelope, records};
use crate::allocation::{Answer, UnknownReason};
use crate::id::{AdvertiserId, BcId};

/// Codes that TikTok documents as decided before anything is executed. Each line names its source; a code that is not
/// here proves nothing.
const REFUSED_BEFORE_EXECUTION: [i64; 9] = [
    40_000, // parameter error: API facts 2.2, return codes
    40_002, // parameter error, also below the minimum: API facts 2.2, 4.4
    40_001, // no permission for the operation: API facts 2.2
    40_102, // token expired: API facts 2.2
    40_104, // token empty: API facts 2.1 (a live call was answered so), 2.2
    40_105, // token invalid: API facts 2.2
    40_100, // throttled, app level: API facts 2.3
    40_016, // throttled, app level: API facts 2.2
    40_133, // throttled, advertiser level: API facts 2.2
];

/// "Coupon balance not enough": seen in production, documented nowhere (API facts 2.2), so it has a setting of its own.
const COUPON_SHORTAGE: i64 = 51_060;

/// Longer words of TikTok's are cut: an outcome must fit into the room kept for it on the disk.
const LONGEST_TEXT: usize = 1000;

/// One transfer makes two records; more ids than this are not kept.
const MOST_RECORDS: usize = 100;

/// What is taken for a refusal although no document says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRules {
    /// Code 51060, seen in production when the voucher balance was short, counts as refused.
    pub coupon_shortage_is_refusal: bool,
}

impl Default for AnswerRules {
    fn default() -> Self {
        Self {
            coupon_shortage_is_refusal: true,
        }
    }
}

/// Which attempt asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The paying Business Center.
    pub bc: &'a BcId,
    /// The receiving account.
    pub account: &'a AdvertiserId,
    /// Whose token it was; it is never kept with the answer.
    pub token: &'a Token,
}

/// Turns one observation into an answer.
pub(super) fn classify(
    asked: Asked<'_>,
    rules: AnswerRules,
    came: &Result<Response, NoAnswer>,
) -> Answer {
    let response = match came {
        Ok(response) => response,
        Err(NoAnswer::NotSent(reason)) => {
            return Answer::NotSent {
                reason: reason.clone(),
            };
        }
        Err(NoAnswer::TimedOut) if planted!(TimeoutIsNotSent) => {
            return Answer::NotSent {
                reason: "no answer".to_owned(),
            };
        }
        Err(NoAnswer::Lost(_)) => return unknown(UnknownReason::ConnectionLost),
        Err(NoAnswer::TimedOut) => return unknown(UnknownReason::NoAnswer),
        Err(NoAnswer::Malformed(_)) => return unknown(UnknownReason::Unreadable),
    };
    if response.status >= 500 && planted!(ServerErrorIsRefusal) {
        return Answer::Refused {
            code: response.status.into(),
            message: String::new(),
        };
    }
    if response.status != 200 {
        return unknown(UnknownReason::HttpStatus(response.status));
    }
    let Some(envelope) = Envelope::read(&response.body) else {
        if planted!(NonsenseIsYes) {
            return Answer::Accepted {
                transactions: Vec::new(),
                log_id: String::new(),
            };
        }
        return unknown(UnknownReason::Unreadable);
    };
    if envelope.code == 0 || (envelope.code == 40_050 && planted!(DuplicateCodeIsYes)) {
        return accepted(asked, &envelope);
    }
    if is_refusal(envelope.code, rules) {
        return Answer::Refused {
            code: envelope.code,
            message: cut(blotted(envelope.message(), &[asked.token.reveal()])),
        };
    }

    unknown(UnknownReason::Code(envelope.code))
}

/// Code 0 counts for the attempt that asked, and for no other.
fn accepted(asked: Asked<'_>, envelope: &Envelope<'_>) -> Answer {
    let receipt = envelope
        .data(super::TRANSFER)
        .and_then(|data| records::receipt(&data));
    let Ok(receipt) = receipt else {
        return unknown(UnknownReason::Unreadable);
    };
    let other_bc = receipt.bc.as_ref().is_some_and(|bc| bc != asked.bc);
    let other_account = receipt
        .account
        .as_ref()
        .is_some_and(|account| account != asked.account);
    if (other_bc || other_account) && !planted!(AnswerOfAnother) {
        return unknown(UnknownReason::OtherAttempt);
    }

    let mut transactions = receipt.transactions;
    transactions.truncate(MOST_RECORDS);

    Answer::Accepted {
        transactions,
        log_id: cut(blotted(envelope.log_id(), &[asked.token.reveal()])),
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}

fn is_refusal(code: i64, rules: AnswerRules) -> bool {
    let seen = code == COUPON_SHORTAGE && rules.coupon_shortage_is_refusal;

    seen || REFUSED_BEFORE_EXECUTION.contains(&code)
}

fn unknown(reason: UnknownReason) -> Answer {
    Answer::Unknown { reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::TransactionId;

    const OK: &str = r#"{"code":0,"message":"OK","request_id":"log-1","data":{"bc_id":71,"advertiser_id":"73","transaction_infos":[{"transaction_id":"101"},{"transaction_id":"102"}]}}"#;

    fn judge(came: &Result<Response, NoAnswer>) -> Answer {
        let (bc, account) = (BcId::new("71").unwrap(), AdvertiserId::new("73").unwrap());
        let asked = Asked {
            bc: &bc,
            account: &account,
            token: &Token::new("MARKER-1234".to_owned()),
        };
        classify(asked, AnswerRules::default(), came)
    }

    fn body(status: u16, body: &str) -> Result<Response, NoAnswer> {
        Ok(Response {
            status,
            date: None,
            body: body.as_bytes().to_vec(),
        })
    }

    fn coded(code: i64) -> Result<Response, NoAnswer> {
        body(
            200,
            &format!(r#"{{"code":{code},"message":"no","request_id":"x","data":{{}}}}"#),
        )
    }

    /// What is kept of an answer goes to the disk for good.
    #[test]
    fn a_token_that_tiktok_repeats_is_blotted_out() {
        let yes = r#"{"code":0,"request_id":"MARKER-1234"}"#;
        let no = r#"{"code":40001,"message":"not MARKER-1234 here"}"#;
        for text in [yes, no] {
            let kept = format!("{:?}", judge(&body(200, text)));
            assert!(!kept.contains("MARKER") && kept.contains("•••"), "{kept}");
        }
    }

    #[test]
    fn a_definite_yes() {
        let transactions = ["101", "102"].map(|id| TransactionId::new(id).unwrap());
        let yes = Answer::Accepted {
            transactions: transactions.to_vec(),
            log_id: "log-1".to_owned(),
        };
        assert_eq!(judge(&body(200, OK)), yes);
        for older in [
            r#"{"code":0,"data":{"bc_id":"71","advertiser_id":73}}"#,
            r#"{"code":0,"data":{}}"#,
            r#"{"code":0}"#,
        ] {
            assert!(
                matches!(judge(&body(200, older)), Answer::Accepted { transactions, .. } if transactions.is_empty())
            );
        }
    }

    #[test]
    fn every_listed_code_is_a_definite_no_and_its_neighbours_are_not() {
        for code in [
            40_000, 40_001, 40_002, 40_016, 40_100, 40_102, 40_104, 40_105, 40_133, 51_060,
        ] {
            let refused = Answer::Refused {
                code,
                message: "no".to_owned(),
            };
            assert_eq!(judge(&coded(code)), refused);
        }
        for code in [
            20_001, 40_003, 40_006, 40_007, 40_050, 40_101, 40_103, 40_106, 40_110, 40_113, 40_202,
            40_300, 40_700, 50_000, 50_002, 51_059, 51_061, 51_305, 60_001, 1, -1,
        ] {
            assert_eq!(judge(&coded(code)), unknown(UnknownReason::Code(code)));
        }
    }

    #[test]
    fn the_code_only_seen_in_production_can_be_switched_off() {
        let (bc, account) = (BcId::new("71").unwrap(), AdvertiserId::new("73").unwrap());
        let asked = Asked {
            bc: &bc,
            account: &account,
            token: &Token::none(),
        };
        let strict = AnswerRules {
            coupon_shortage_is_refusal: false,
        };
        assert_eq!(
            classify(asked, strict, &coded(51_060)),
            unknown(UnknownReason::Code(51_060))
        );
        assert!(matches!(
            classify(asked, strict, &coded(40_001)),
            Answer::Refused { .. }
        ));
    }

    /// An answer of any length must fit into the room that is kept for it.
    #[test]
    fn no_more_of_an_answer_is_kept_than_anybody_needs() {
        let long = "ü".repeat(1_000_000);
        let no = format!(r#"{{"code":40002,"message":"{long}","request_id":"{long}"}}"#);
        let Answer::Refused { message, .. } = judge(&body(200, &no)) else {
            unreachable!("a definite no");
        };
        assert_eq!(message.chars().count(), LONGEST_TEXT);
        let ids: Vec<String> = (1..100_000)
            .map(|id| format!(r#"{{"transaction_id":"{id}"}}"#))
            .collect();
        let yes = format!(
            r#"{{"code":0,"request_id":"{long}","data":{{"transaction_infos":[{}]}}}}"#,
            ids.join(",")
        );
        let Answer::Accepted {
            transactions,
            log_id,
        } = judge(&body(200, &yes))
        else {
            unreachable!("a definite yes");
        };
        assert_eq!(transactions.len(), MOST_RECORDS);
        assert_eq!(log_id.chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn provably_not_sent() {
        let came = Err(NoAnswer::NotSent("connection refused".to_owned()));
        let reason = "connection refused".to_owned();
        assert_eq!(judge(&came), Answer::NotSent { reason });
    }

    #[test]
    fn everything_else_is_unknown() {
        let lost = |text: &str| text.to_owned();
        assert_eq!(
            judge(&Err(NoAnswer::TimedOut)),
            unknown(UnknownReason::NoAnswer)
        );
        assert_eq!(
            judge(&Err(NoAnswer::Lost(lost("reset")))),
            unknown(UnknownReason::ConnectionLost)
        );
        assert_eq!(
            judge(&Err(NoAnswer::Malformed(lost("long")))),
            unknown(UnknownReason::Unreadable)
        );
        for status in [
            100, 201, 204, 301, 307, 308, 400, 401, 403, 404, 429, 500, 502, 503, 504,
        ] {
            assert_eq!(
                judge(&body(status, OK)),
                unknown(UnknownReason::HttpStatus(status))
            );
        }
        for broken in [
            "",
            "{}",
            "404 page not found",
            &OK[..OK.len() - 1],
            r#"{"code":"0","data":{}}"#,
            r#"{"code":0,"code":0}"#,
            r#"{"code":0,"data":[]}"#,
            r#"{"code":0,"data":{"transaction_infos":"x"}}"#,
            r#"{"code":0,"data":{"advertiser_id":7.3e1}}"#,
        ] {
            assert_eq!(
                judge(&body(200, broken)),
                unknown(UnknownReason::Unreadable),
                "{broken}"
            );
        }
    }

    #[test]
    fn an_answer_for_another_attempt_is_not_ours() {
        for other in [
            r#"{"code":0,"data":{"bc_id":71,"advertiser_id":74}}"#,
            r#"{"code":0,"data":{"bc_id":"72","advertiser_id":"73"}}"#,
        ] {
            assert_eq!(
                judge(&body(200, other)),
                unknown(UnknownReason::OtherAttempt)
            );
        }
    }
}
