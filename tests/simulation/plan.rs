//! What kind of run a seed is: everything random about it is drawn here or from the sequences handed out here.
//!
//! Probabilities are drawn per run, so that calm and violent runs both exist, and so do runs in which one thing alone goes
//! wrong.

use crate::chance::Chance;
use crate::disk::fault::Faults;
use crate::network::Trouble;
use crate::vendor::Manner;
use desk_core::journal::GuardKind;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;

/// How often a person's step is disturbed, each so many times in a million.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disturbed {
    /// The process dies at a call to the disk.
    pub killed_at_disk: u32,
    /// The process dies while it waits.
    pub killed_waiting: u32,
    /// The process dies just before or after the transfer leaves.
    pub killed_at_transfer: u32,
    /// Instead of the process, the power goes.
    pub power: u32,
    /// Something happens at TikTok meanwhile.
    pub others: u32,
    /// The machine's clock is set.
    pub clock: u32,
    /// The machine sleeps.
    pub sleep: u32,
    /// The disk is full for a while.
    pub full: u32,
    /// Nothing can be written for a while.
    pub read_only: u32,
}

/// One run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The seed.
    pub seed: u64,
    /// What kind of run it is, for reading.
    pub kind: &'static str,
    /// How many ad accounts.
    pub accounts: usize,
    /// Ad credit of the Business Center.
    pub voucher: i64,
    /// How many steps a person makes.
    pub steps: u64,
    /// Records that are there from the beginning.
    pub old_records: u64,
    /// How TikTok behaves.
    pub manner: Manner,
    /// What goes wrong with reading calls.
    pub reads: Trouble,
    /// What goes wrong with transfers.
    pub transfers: Trouble,
    /// What goes wrong with the disk.
    pub faults: Faults,
    /// What else disturbs.
    pub disturbed: Disturbed,
    /// Where the head is kept outside.
    pub guard: GuardKind,
    /// The person decides early and without looking, in a million.
    pub hasty: u32,
    /// How often, by weight, the person has everything fetched.
    pub refreshes: u32,
    /// How often, by weight, the person lets time pass.
    pub waits: u32,
    /// How often, by weight, somebody starts a second program beside the first.
    pub seconds: u32,
    /// How often the program is started on an old copy of the workspace, in a million.
    pub copies: u32,
    /// For everything that happens.
    pub chance: Chance,
}

/// The kinds of runs, each with its weight.
const KINDS: [(&str, u32); 10] = [
    ("calm", 8),
    ("wire", 22),
    ("kills", 18),
    ("disk", 16),
    ("records", 12),
    ("machine", 6),
    ("alarms", 6),
    ("copies", 6),
    ("a little of everything", 10),
    ("violent", 8),
];

impl Plan {
    /// Draws the run of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let weights: Vec<u32> = KINDS.iter().map(|(_, weight)| *weight).collect();
        let (kind, _) = KINDS[chance.weighted(&weights)];
        let mut plan = Self::calm(seed, kind, &mut chance);
        match kind {
            "wire" => plan.wire(&mut chance),
            "kills" => plan.kills(&mut chance),
            "disk" => plan.disk(&mut chance),
            "records" => plan.records(&mut chance),
            "machine" => plan.machine(&mut chance),
            "alarms" => plan.alarms(&mut chance),
            "copies" => plan.copies(&mut chance),
            "a little of everything" => plan.everything(20_000, &mut chance),
            "violent" => plan.everything(150_000, &mut chance),
            _ => {}
        }
        plan.chance = chance;

        plan
    }

    pub(crate) fn calm(seed: u64, kind: &'static str, chance: &mut Chance) -> Self {
        let many = chance.happens(20_000);

        Self {
            seed,
            kind,
            accounts: usize::try_from(chance.spread(1, 20)).unwrap_or(1),
            voucher: chance.between(10_000, 10_000_000),
            steps: u64::try_from(chance.between(4, if many { 200 } else { 24 })).unwrap_or(4),
            old_records: if chance.happens(30_000) {
                chance.below(120)
            } else {
                chance.below(4)
            },
            manner: Manner {
                currency: if chance.happens(100_000) {
                    "JPY"
                } else {
                    "USD"
                },
                zone: *chance.pick(&[0, -300, 60, 330, 840, -720]),
                delay: (0, *chance.pick(&[1, 40 * SECOND, 10 * 60 * SECOND])),
                names_records: *chance.pick(&[0, 900_000, 1_000_000]),
                refuses_repeats: chance.happens(300_000),
                says_whose: chance.happens(800_000),
                tells_time: chance.happens(700_000),
                second_list: chance.happens(500_000),
                page_most: *chance.pick(&[50, 50, 50, 7, 3]),
                shuffled: chance.happens(500_000),
                repeats_row: 0,
                loses_page: 0,
                shifts_page: 0,
            },
            reads: Trouble::default(),
            transfers: Trouble::default(),
            faults: Faults::default(),
            disturbed: Disturbed::default(),
            guard: if chance.happens(700_000) {
                GuardKind::File
            } else {
                GuardKind::Keychain
            },
            hasty: if chance.happens(300_000) { 500_000 } else { 0 },
            refreshes: 2,
            waits: 8,
            seconds: 0,
            copies: 0,
            chance: chance.clone(),
        }
    }

    fn wire(&mut self, chance: &mut Chance) {
        self.transfers = Trouble::everywhere(rate(chance, 10_000, 90_000));
        self.reads = Trouble::everywhere(rate(chance, 1, 4000));
        self.disturbed.others = rate(chance, 1, 300_000);
    }

    fn kills(&mut self, chance: &mut Chance) {
        self.disturbed.killed_at_disk = rate(chance, 1000, 300_000);
        self.disturbed.killed_waiting = rate(chance, 1000, 200_000);
        self.disturbed.killed_at_transfer = rate(chance, 1000, 300_000);
        self.disturbed.power = *chance.pick(&[0, 300_000, 1_000_000]);
    }

    fn disk(&mut self, chance: &mut Chance) {
        let most = *chance.pick(&[300, 3000, 20_000]);
        let mut one = |factor: u32| {
            if chance.happens(400_000) {
                rate(chance, 1, most) * factor
            } else {
                0
            }
        };
        self.faults = Faults {
            open: one(2),
            read: one(1) / 4,
            write: one(1),
            full: one(1),
            short: one(1),
            flush: one(6),
            cut: one(10),
            rename: one(6),
            remove: one(10),
            busy: one(1) / 4,
        };
        if chance.happens(100_000) {
            self.faults.remove = 300_000;
        }
        self.disturbed.full = rate(chance, 1, 60_000);
        self.disturbed.read_only = rate(chance, 1, 30_000);
        self.disturbed.killed_at_disk = rate(chance, 1, 100_000);
        self.disturbed.power = *chance.pick(&[0, 500_000, 1_000_000]);
    }

    fn records(&mut self, chance: &mut Chance) {
        let most = *chance.pick(&[60 * SECOND, HOUR, 72 * HOUR]);
        self.manner.delay = (0, most);
        self.manner.repeats_row = rate(chance, 1, 100_000);
        self.manner.loses_page = rate(chance, 1, 20_000);
        self.manner.shifts_page = rate(chance, 1, 300_000);
        self.disturbed.others = rate(chance, 50_000, 700_000);
        self.transfers.answer_lost = rate(chance, 50_000, 400_000);
        self.transfers.request_lost = rate(chance, 50_000, 400_000);
        self.transfers.done_later = rate(chance, 1, 300_000);
    }

    fn machine(&mut self, chance: &mut Chance) {
        self.disturbed.clock = rate(chance, 10_000, 400_000);
        self.disturbed.sleep = rate(chance, 10_000, 300_000);
        self.transfers.request_lost = rate(chance, 1, 300_000);
        self.transfers.answer_lost = rate(chance, 1, 300_000);
    }

    /// Requests that arrive twice or are done later, people who decide too early, and programs that end at any time.
    fn alarms(&mut self, chance: &mut Chance) {
        self.accounts = usize::try_from(chance.between(1, 3)).unwrap_or(1);
        self.hasty = 800_000;
        self.transfers.twice = 300_000;
        self.transfers.refusal = 100_000;
        self.transfers.answer_lost = 300_000;
        self.transfers.done_later = 700_000;
        self.manner.delay = (0, SECOND);
        self.refreshes = 20;
        self.waits = 50;
        self.steps = self.steps.saturating_mul(2);
        self.disturbed.killed_at_disk = rate(chance, 50_000, 300_000);
        self.disturbed.killed_waiting = rate(chance, 1, 100_000);
        self.disturbed.power = 500_000;
    }

    /// Two programs on one workspace, and a workspace that somebody puts back.
    fn copies(&mut self, chance: &mut Chance) {
        self.seconds = 12;
        self.copies = rate(chance, 100_000, 700_000);
        self.transfers.request_lost = rate(chance, 1, 200_000);
        self.transfers.answer_lost = rate(chance, 1, 200_000);
        self.disturbed.killed_waiting = rate(chance, 1, 100_000);
    }

    fn everything(&mut self, most: u32, chance: &mut Chance) {
        self.wire(chance);
        self.kills(chance);
        self.disk(chance);
        self.records(chance);
        self.machine(chance);
        self.seconds = 1;
        self.copies = rate(chance, 1, 100_000);
        self.reads = Trouble::everywhere(rate(chance, 1, most / 20));
        self.transfers = Trouble::everywhere(rate(chance, 1, most / 2));
        self.disturbed = Disturbed {
            killed_at_disk: rate(chance, 1, most),
            killed_waiting: rate(chance, 1, most),
            killed_at_transfer: rate(chance, 1, most),
            power: 400_000,
            others: rate(chance, 1, most * 4),
            clock: rate(chance, 1, most),
            sleep: rate(chance, 1, most),
            full: rate(chance, 1, most / 3),
            read_only: rate(chance, 1, most / 5),
        };
    }
}

/// Mild or violent, but worth a run.
fn rate(chance: &mut Chance, least: i64, most: u32) -> u32 {
    let most = i64::from(most);

    u32::try_from(chance.between(least.max(most / 20), most)).unwrap_or(0)
}
