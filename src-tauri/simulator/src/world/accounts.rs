//! The made-up ad accounts: every status, owner, link, buying type and kind of name that a person may meet.

use crate::chance::{between, draw};
use crate::currency;
use crate::spend::Spending;
use std::borrow::Cow;

/// One ad account as it stands; what is in it is in its purse.
#[derive(Debug, Clone)]
pub struct Account {
    /// Place of its Business Center.
    pub bc: usize,
    /// 19 digits.
    pub id: Cow<'static, str>,
    /// Name.
    pub name: Cow<'static, str>,
    /// The detailed status, `STATUS_…`.
    pub status: Cow<'static, str>,
    /// `OWNER_BC`, `OWNER_PARTNER`, `OWNER_INDIVIDUAL`
    pub relation: &'static str,
    /// `BOUND`, `PENDING`, `REJECTED`, `UNBOUND`
    pub link: &'static str,
    /// What the Business Center may do with it: `ADMIN`, `OPERATOR`, `ANALYST`.
    pub access: &'static str,
    /// Another's, with a Billing Sharing request that was accepted (R23).
    pub shares_billing: bool,
    /// `AUCTION`, `RESERVATION`
    pub buying: &'static str,
    /// Its own currency.
    pub currency: &'static str,
    /// IANA zone.
    pub zone: &'static str,
    /// How it spends.
    pub spending: Spending,
    /// Cash when practice begins, hundredths; `None`: what a long history happens to leave.
    pub cash: Option<i64>,
    /// Smallest ad credit it takes, hundredths.
    pub least_grant: i64,
    /// Frozen cash, tax; hundredths.
    pub held: [i64; 2],
}

impl Account {
    /// The display status of the balance endpoints; none where TikTok shows none (R29).
    #[must_use]
    pub fn shown_status(&self) -> Option<&'static str> {
        match self.status.as_ref() {
            "STATUS_ENABLE" => Some("SHOW_ACCOUNT_STATUS_APPROVED"),
            "STATUS_CONFIRM_FAIL" | "STATUS_CONFIRM_FAIL_END" | "STATUS_CONFIRM_MODIFY_FAIL" => {
                Some("SHOW_ACCOUNT_STATUS_NOT_APPROVED")
            }
            "STATUS_LIMIT" => Some("SHOW_ACCOUNT_STATUS_PUNISHED"),
            "STATUS_CONTRACT_PENDING" | "STATUS_DISABLE" => None,
            other if IN_REVIEW.contains(&other) => Some("SHOW_ACCOUNT_STATUS_IN_REVIEW"),
            _ => None,
        }
    }

    /// Linked, with the rights that its balances are told to.
    #[must_use]
    pub fn is_administered(&self) -> bool {
        self.link == "BOUND" && self.access == "ADMIN"
    }

    /// Whether a keyword in small letters finds it: a part of its name, or its whole id.
    #[must_use]
    pub fn is_called(&self, keyword: &str) -> bool {
        self.name.to_lowercase().contains(keyword) || self.id == keyword
    }

    /// How it spends as things stand: only approved accounts do.
    #[must_use]
    pub fn spends(&self) -> Spending {
        if self.status == "STATUS_ENABLE" {
            self.spending
        } else {
            Spending {
                daily: 0,
                ..self.spending
            }
        }
    }

    /// Owned by its Business Center and linked to it.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.relation == "OWNER_BC" && self.link == "BOUND"
    }
}

const IN_REVIEW: [&str; 6] = [
    "STATUS_PENDING_CONFIRM",
    "STATUS_PENDING_VERIFIED",
    "STATUS_PENDING_CONFIRM_MODIFY",
    "STATUS_WAIT_FOR_BPM_AUDIT",
    "STATUS_WAIT_FOR_PUBLIC_AUTH",
    "STATUS_SELF_SERVICE_UNAUDITED",
];

/// Whose it is in short: owner, link, what the Business Center may do, billing sharing.
type Relation = (&'static str, &'static str, &'static str, &'static str, bool);

/// Every row of the table of relations (R22).
#[rustfmt::skip]
const RELATIONS: [Relation; 9] = [
    ("own", "OWNER_BC", "BOUND", "ADMIN", false),
    ("partner pays here", "OWNER_PARTNER", "BOUND", "ADMIN", true),
    ("person pays here", "OWNER_INDIVIDUAL", "BOUND", "ADMIN", true),
    ("partner", "OWNER_PARTNER", "BOUND", "ADMIN", false),
    ("person", "OWNER_INDIVIDUAL", "BOUND", "OPERATOR", false),
    ("pending", "OWNER_BC", "PENDING", "ADMIN", false),
    ("rejected", "OWNER_PARTNER", "REJECTED", "ADMIN", false),
    ("unbound", "OWNER_BC", "UNBOUND", "ADMIN", false),
    ("waiting", "OWNER_INDIVIDUAL", "PENDING", "ADMIN", false),
];

/// The words for owner and link, where they are known ones.
#[must_use]
pub fn ownership(relation: &str, link: &str) -> Option<(&'static str, &'static str)> {
    let known = |words: &[&'static str], wanted| words.iter().copied().find(|word| *word == wanted);
    let relation = known(&["OWNER_BC", "OWNER_PARTNER", "OWNER_INDIVIDUAL"], relation)?;
    let link = known(&["BOUND", "PENDING", "REJECTED", "UNBOUND"], link)?;

    Some((relation, link))
}

/// Id, name, status without `STATUS_`, owner in short, zone, spend a day, cash at the beginning.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    i64,
);

#[rustfmt::skip]
const ROWS: [Row; 42] = [
    ("7318440217735564290", "Alder Street Coffee", "ENABLE", "own", "America/New_York", 4_200, 341_000),
    ("7402117763350918148", "Bellwether Outdoor", "PENDING_CONFIRM", "own", "America/Denver", 0, 50_000),
    ("7331906584402715536", "Brightwater Dental", "ENABLE", "own", "America/Chicago", 6_100, 14_275),
    ("7329015540882364471", "Cobalt Cycles", "ENABLE", "own", "America/New_York", 5_400, 220_510),
    ("7388260417795130932", "Cobalt Cycles", "LIMIT", "own", "America/New_York", 0, 0),
    ("7360718829940052613", "Dovetail Home Toronto", "ENABLE", "own", "America/Toronto", 3_000, 290_000),
    ("7344920016683751205", "Fernhill Veterinary", "ENABLE", "partner pays here", "America/New_York", 2_000, 104_000),
    ("7319987705524418366", "Harrow & Finch", "ENABLE", "own", "America/New_York", 9_800, 562_030),
    ("7318442099173042117", "Juniper & Loam", "ENABLE", "own", "America/Lima", 3_600, 186_040),
    ("7318442099173042171", "Juniper and Loam", "ENABLE", "own", "America/Lima", 0, 24_000),
    ("7371152098446630857", "Kestrel Audio Lab", "ENABLE", "own", "America/Los_Angeles", 7_200, 9_640),
    ("7390044718263359021", "Kite <b>50% off</b> \u{202e}moc.elas", "ENABLE", "own", "America/New_York", 900, 31_000),
    ("7326617480095521748", "Larkspur Nursery", "CONFIRM_FAIL", "own", "America/New_York", 0, 7_500),
    ("7353380962217704459", "Mossgate Hotels", "ENABLE", "own", "America/New_York", 12_000, 880_000),
    ("7408825519307146690", "Northpane Windows", "CONTRACT_PENDING", "own", "America/New_York", 0, 0),
    ("7322708651438890074", "Orchard & Pike", "ENABLE", "own", "America/New_York", 2_400, 197_500),
    ("7317755026619043382", "Quarry Lane Furniture", "DISABLE", "own", "America/New_York", 0, 1_200),
    ("7345509182266410984", "Saltmarsh Kitchen", "ENABLE", "own", "America/New_York", 5_000, 111_800),
    ("7345509182266411002", "Saltmarsh Kitchen 2", "ENABLE", "own", "America/New_York", 1_500, 64_000),
    ("7356621190844730015", "Thistle Row Books", "ENABLE", "own", "America/Bogota", 800, 42_000),
    ("7356621190844730027", "thistle row  books", "ENABLE", "own", "America/Bogota", 0, 5_000),
    ("7361198240077316640", "Umber Rugs", "PENDING_VERIFIED", "own", "America/New_York", 0, 0),
    ("7361198240077316652", "Verity Skincare", "PENDING_CONFIRM_MODIFY", "own", "America/New_York", 0, 12_500),
    ("7361198240077316664", "Westering Sails", "WAIT_FOR_BPM_AUDIT", "own", "America/New_York", 0, 0),
    ("7361198240077316676", "Yarrow Yoga", "WAIT_FOR_PUBLIC_AUTH", "own", "America/New_York", 0, 0),
    ("7361198240077316688", "Zinnia Florists", "SELF_SERVICE_UNAUDITED", "own", "America/New_York", 0, 0),
    ("7361198240077316690", "Ampersand Toys", "CONFIRM_FAIL_END", "own", "America/New_York", 0, 0),
    ("7361198240077316703", "Basil & Brine", "CONFIRM_MODIFY_FAIL", "own", "America/New_York", 0, 3_300),
    ("7361198240077316715", "Cinder Path Running", "PAUSED_FOR_CHECKS", "own", "America/New_York", 0, 8_000),
    ("7374450091826633107", "Driftwood Surf School", "ENABLE", "person pays here", "America/Lima", 1_100, 27_000),
    ("7374450091826633119", "Elm & Ember", "ENABLE", "pending", "America/New_York", 0, 0),
    ("7374450091826633121", "Foxglove Candles", "ENABLE", "rejected", "America/New_York", 0, 0),
    ("7374450091826633133", "Gable End Roofing", "ENABLE", "unbound", "America/New_York", 0, 0),
    ("7374450091826633145", "Hollow Oak Cider", "ENABLE", "waiting", "America/New_York", 0, 0),
    ("7379901177364420518", "山猫珈琲店", "ENABLE", "own", "Asia/Tokyo", 40_000, 1_250_000),
    ("7379901177364420520", "مقهى الياسمين", "ENABLE", "own", "Asia/Dubai", 1_400, 36_500),
    ("7379901177364420532", "Sunny 🌻 Side 🍳 Diner", "ENABLE", "own", "America/New_York", 2_600, 88_000),
    ("7379901177364420544", "Pay\u{200b}Lane Garden\u{2060} Supply", "ENABLE", "own", "America/New_York", 700, 15_500),
    ("7379901177364420556", "The Extraordinarily Well-Stocked Hardware & Paint Emporium Co", "ENABLE", "own", "America/New_York", 3_300, 74_000),
    ("7379901177364420568", "Ilex lnteriors", "ENABLE", "own", "America/New_York", 1_900, 58_000),
    ("7379901177364420570", "Ilex Interiors", "ENABLE", "own", "America/New_York", 1_700, 61_500),
    ("7379901177364420582", "Robin's \"Corner\"; DROP TABLE accounts --", "ENABLE", "own", "America/New_York", 400, 9_900),
];

/// Accounts of the first Business Center that stand behind all others, so that those keep their places.
#[rustfmt::skip]
const LATER: [Row; 2] = [
    ("7374450091826633157", "Inkwell Stationers", "ENABLE", "partner", "America/New_York", 0, 0),
    ("7374450091826633169", "Jetty Rowing Club", "ENABLE", "person", "America/New_York", 0, 0),
];

/// All accounts; the first Business Center has `wanted` of them if that is more than its named ones.
#[must_use]
pub fn accounts(seed: u64, wanted: usize) -> Vec<Account> {
    let mut all: Vec<Account> = ROWS.iter().map(|row| named(0, *row)).collect();
    for place in all.len()..wanted.saturating_sub(LATER.len()) {
        all.push(generated(seed, place));
    }
    for row in FENNMARK {
        all.push(Account {
            currency: "EUR",
            cash: None,
            ..named(1, row)
        });
    }
    for row in TESSALY {
        all.push(named(2, row));
    }
    all.extend(LATER.iter().map(|row| named(0, *row)));

    all
}

#[rustfmt::skip]
const FENNMARK: [Row; 6] = [
    ("7411002938475610021", "Birkenhof Möbel", "ENABLE", "own", "Europe/Berlin", 9_000, 0),
    ("7411002938475610033", "Dachboden Verlag", "ENABLE", "own", "Europe/Berlin", 400, 0),
    ("7411002938475610045", "Eiderdaunen Manufaktur für Nordseegänse", "ENABLE", "own", "Europe/Berlin", 9_000, 0),
    ("7411002938475610057", "Flussufer Yoga", "LIMIT", "own", "Europe/Vienna", 0, 0),
    ("7411002938475610069", "Grünspan Brillen", "ENABLE", "own", "Europe/Zurich", 100, 0),
    ("7411002938475610071", "Havelblick Kino", "PENDING_CONFIRM", "own", "Europe/Berlin", 0, 0),
];

#[rustfmt::skip]
const TESSALY: [Row; 4] = [
    ("7422119003847561012", "Ardmore Knitwear", "ENABLE", "own", "Europe/Dublin", 2_200, 54_000),
    ("7422119003847561024", "Ballycove Books", "ENABLE", "own", "Europe/Dublin", 900, 12_000),
    ("7422119003847561036", "Carrick Cheese", "ENABLE", "partner", "Europe/Dublin", 600, 8_000),
    ("7422119003847561048", "Dunree Boats", "CONFIRM_FAIL", "own", "Europe/Dublin", 0, 0),
];

fn named(bc: usize, row: Row) -> Account {
    let (id, name, status, owner, zone, daily, cash) = row;
    let (_, relation, link, access, shares_billing) = RELATIONS
        .into_iter()
        .find(|relation| relation.0 == owner)
        .unwrap_or(("", "", "", "", false));
    let currency = match name {
        "Dovetail Home Toronto" => "CAD",
        "山猫珈琲店" => "JPY",
        _ => "USD",
    };

    Account {
        bc,
        id: Cow::Borrowed(id),
        name: Cow::Borrowed(name),
        status: Cow::Borrowed(full_status(status)),
        relation,
        link,
        access,
        shares_billing,
        buying: if name == "Mossgate Hotels" {
            "RESERVATION"
        } else {
            "AUCTION"
        },
        currency,
        zone,
        spending: Spending {
            daily,
            growth: if name == "Saltmarsh Kitchen" { 12 } else { 0 },
            in_units: currency::is_whole(currency),
        },
        cash: Some(cash),
        least_grant: if ["Thistle Row Books", "Harrow & Finch"].contains(&name) {
            1_000
        } else {
            1
        },
        held: if name == "Juniper & Loam" {
            [0, 7_000]
        } else {
            [0, 0]
        },
    }
}

fn full_status(short: &'static str) -> &'static str {
    const ALL: [&str; 14] = [
        "STATUS_ENABLE",
        "STATUS_DISABLE",
        "STATUS_LIMIT",
        "STATUS_CONFIRM_FAIL",
        "STATUS_CONFIRM_FAIL_END",
        "STATUS_CONFIRM_MODIFY_FAIL",
        "STATUS_PENDING_CONFIRM",
        "STATUS_PENDING_CONFIRM_MODIFY",
        "STATUS_PENDING_VERIFIED",
        "STATUS_WAIT_FOR_BPM_AUDIT",
        "STATUS_WAIT_FOR_PUBLIC_AUTH",
        "STATUS_SELF_SERVICE_UNAUDITED",
        "STATUS_CONTRACT_PENDING",
        // Invented: TikTok may add states that nobody knows yet.
        "STATUS_PAUSED_FOR_CHECKS",
    ];

    ALL.into_iter()
        .find(|full| full.strip_prefix("STATUS_") == Some(short))
        .unwrap_or("STATUS_PAUSED_FOR_CHECKS")
}

fn generated(seed: u64, place: usize) -> Account {
    const FIRST: [&str; 16] = [
        "Amber", "Birch", "Cedar", "Delta", "Ember", "Fable", "Grove", "Harbor", "Indigo",
        "Jasper", "Kindle", "Lumen", "Maple", "Noble", "Opal", "Prairie",
    ];
    const SECOND: [&str; 16] = [
        "Bakery", "Bikes", "Boots", "Ceramics", "Clinic", "Garden", "Gym", "Hotel", "Kitchen",
        "Lamps", "Market", "Optics", "Pets", "Studio", "Tea", "Travel",
    ];
    let number = u64::try_from(place).unwrap_or(0);
    let drawn = draw(seed, &[50, number]);
    let pick = |words: [&'static str; 16], bits: u64| {
        words
            .get(usize::try_from(bits % 16).unwrap_or(0))
            .copied()
            .unwrap_or("")
    };
    let status = match drawn % 40 {
        0 => "STATUS_LIMIT",
        1 | 2 => "STATUS_PENDING_CONFIRM",
        3 => "STATUS_CONFIRM_FAIL",
        _ => "STATUS_ENABLE",
    };

    Account {
        bc: 0,
        id: Cow::Owned(
            (7_430_000_000_000_000_000_u64 + number * 1_000_003 + drawn % 1_000_000).to_string(),
        ),
        name: Cow::Owned(format!(
            "{} {} {place:05}",
            pick(FIRST, drawn >> 8),
            pick(SECOND, drawn >> 16)
        )),
        status: Cow::Borrowed(status),
        relation: if drawn % 23 == 5 {
            "OWNER_PARTNER"
        } else {
            "OWNER_BC"
        },
        link: "BOUND",
        access: "ADMIN",
        shares_billing: false,
        buying: if drawn % 31 == 7 {
            "RESERVATION"
        } else {
            "AUCTION"
        },
        currency: "USD",
        zone: "America/New_York",
        spending: Spending {
            daily: between(drawn >> 20, 0, 12_000),
            growth: 0,
            in_units: false,
        },
        cash: None,
        least_grant: 1,
        held: [0, 0],
    }
}
