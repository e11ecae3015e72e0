// A made-up Business Center for tests and for looking at screens without the shell. Its amounts are whole hundredths;
// only this folder of the window computes with money, and it is not in the production bundle.
import type {
  AccountStatus,
  Amount,
  MemberChoice,
  Ownership,
  Refusal,
  Stamp,
  WorkspaceChoice,
} from "../bindings";

/** One ad account, in hundredths. */
export interface Account {
  id: string;
  name: string;
  status: AccountStatus;
  ownership: Ownership;
  currency: string;
  reservation: boolean;
  adCredit: bigint;
  end: string | null;
  cash: bigint;
  alert: boolean;
  /** What the figures say of the alert, where TikTok says otherwise. */
  figures?: boolean;
}

/** One credit of the Business Center. */
export interface Credit {
  key: string;
  name: string | null;
  left: bigint;
  ends: string | null;
  days: number | null;
  restrictions: string;
}

export const workspaces: WorkspaceChoice[] = [
  { id: "w1", name: "Tamarind Hill Media", currency: "USD", kind: "PRACTICE", server: null },
  { id: "w2", name: "Norrsken Portfolio Group", currency: "USD", kind: "PRACTICE", server: null },
  { id: "w3", name: "Sable & Wren", currency: "EUR", kind: "PRACTICE", server: null },
];

export const members: MemberChoice[] = [
  { id: "p1", name: "Ottilie Brandt", role: { basic: "ADMIN", finance: null } },
  { id: "p2", name: "Farid Haddad", role: { basic: "STANDARD", finance: "MANAGER" } },
  { id: "p3", name: "Wen Li", role: { basic: "STANDARD", finance: "ANALYST" } },
  { id: "p4", name: "Sam Okafor", role: { basic: "STANDARD", finance: null } },
];

/** The Admins to ask. */
export const admins = ["Ottilie Brandt", "Greta \u202Enimda", "Ines Castellanos"];

const first = [
  "Amber",
  "Birch",
  "Cedar",
  "Delta",
  "Ember",
  "Fjord",
  "Gable",
  "Heron",
  "Indigo",
  "Jetty",
  "Kelp",
];
const second = ["Bakery", "Cycles", "Dental", "Eyewear", "Florist", "Gym", "Hotel", "Interiors", "Jewellers"];

/** Accounts in every state, with names that want to be taken for something else. */
const special: Partial<Account>[] = [
  { name: "Aldgate Coffee", adCredit: 127550n, end: "2026-12-31", cash: 341000n },
  { name: "Basalt Outdoor", status: "IN_REVIEW", cash: 50000n },
  { name: "Brook Dental", adCredit: 8820n, end: "2026-11-30", cash: 14275n, alert: true },
  { name: "Copper Wheel", adCredit: 64000n, end: "2026-12-31", cash: 220510n },
  { name: "Copper Wheel", status: "SUSPENDED", adCredit: 31000n, end: "2026-12-31" },
  { name: "Drift Homeware Toronto", currency: "CAD", cash: 290000n },
  { name: "Elm Veterinary", ownership: "PARTNER", cash: 104000n },
  { name: "Garnet & Finch", adCredit: 214000n, end: "2026-12-31", cash: 562030n },
  { id: "7318442099173042117", name: "Hazel & Loam", adCredit: 42000n, end: "2026-11-30", cash: 186040n },
  { id: "7318442099173042171", name: "Hazel and Loam", cash: 24000n, alert: true, figures: false },
  { name: "Kiosk <b>50% off</b> \u202Emoc.elas", adCredit: 1500n, end: "2026-12-31", cash: 31000n },
  { name: "Larch Nursery", status: "DISAPPROVED", cash: 7500n },
  { name: "Moor Hotels", reservation: true, adCredit: 150000n, end: "2026-12-31", cash: 880000n },
  { name: "Nimbus Windows", status: "CONTRACT_NOT_EFFECTIVE", alert: true },
  { name: "Quill Furniture", status: "DISABLED", cash: 1200n },
  { name: "Rune\u200BWorks\u00A0Studio", cash: 5000n },
  { name: "花蓮茶行 🍵 門市", adCredit: 9900n, end: "2027-01-13", cash: 42000n },
  { name: "محمصة القهوة 101", cash: 77000n },
  {
    name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk GmbH & Co",
    cash: 123456789n,
    adCredit: 12n,
  },
  { name: "Tidal Unknown", status: "UNKNOWN" },
  { name: "Umber Not Linked", ownership: "NOT_LINKED" },
  { name: "Vesper Sail School", ownership: "INDIVIDUAL", adCredit: 66923n },
  { name: "Wicker Loft", ownership: "OTHER" },
];

/** The same accounts each time: first the special ones, then plain ones, `count` in all. */
export function accounts(count: number): Account[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `73${18440217700000000n + BigInt(at) * 7919113n}`,
    name: `${first[at % first.length] ?? ""} ${second[Math.floor(at / first.length) % second.length] ?? ""} ${at}`,
    status: "APPROVED" as const,
    ownership: "OWNED" as const,
    currency: "USD",
    reservation: false,
    adCredit: at < special.length || at % 3 === 0 ? 0n : BigInt((at * 7717) % 300000),
    end: at < special.length || at % 3 === 0 ? null : "2026-12-31",
    cash: at < special.length ? 0n : BigInt((at * 91193) % 900000),
    alert: at >= special.length && at % 7 === 0,
    ...special[at],
  }));
}

export function credits(): Credit[] {
  const restrictions =
    "Valid for auction campaigns delivered in the United States, Canada and Mexico. Not valid for reservation buying, political content or age-restricted goods. Unused value is forfeited at the end date.";

  return [
    { key: "c1", name: "Autumn reach grant", left: 315000n, ends: "2026-11-30", days: 13, restrictions },
    { key: "c2", name: "Joint plan credit", left: 1500000n, ends: "2026-12-31", days: 44, restrictions: "" },
    { key: "unlisted", name: null, left: 714000n, ends: null, days: null, restrictions: "" },
  ];
}

/** Why the acting person may not allocate, or null; `strict` where Admins have to be Finance Managers too. */
export function refusalOfRole(member: MemberChoice, strict: boolean): Refusal | null {
  const others = admins.filter((name) => name !== member.name);
  if (member.role.finance === "MANAGER") return null;
  if (member.role.basic === "ADMIN" && !strict) return null;
  if (member.role.basic === "ADMIN" && member.role.finance === null) {
    return { code: "ADMIN_NEEDS_FINANCE_MANAGER", admins: others };
  }
  return {
    code: member.role.finance === "ANALYST" ? "FINANCE_ANALYST_READ_ONLY" : "NO_FINANCE_ROLE",
    admins: others,
  };
}

/** Why an account cannot take ad credit in this currency. */
export function refusalsOfAccount(account: Account, currency: string): Refusal[] {
  const ofStatus: Record<AccountStatus, Refusal[]> = {
    APPROVED: [],
    IN_REVIEW: [{ code: "ACCOUNT_IN_REVIEW" }],
    DISAPPROVED: [{ code: "ACCOUNT_DISAPPROVED" }],
    SUSPENDED: [{ code: "ACCOUNT_SUSPENDED" }],
    CONTRACT_NOT_EFFECTIVE: [{ code: "CONTRACT_NOT_EFFECTIVE" }],
    DISABLED: [{ code: "ACCOUNT_DISABLED" }],
    UNKNOWN: [{ code: "STATUS_UNKNOWN", status: "STATUS_NEW_WORD" }],
  };
  const ofOwner: Partial<Record<Ownership, Refusal[]>> = {
    PARTNER: [{ code: "NOT_OWNED", owner: "PARTNER" }],
    INDIVIDUAL: [{ code: "NOT_OWNED", owner: "INDIVIDUAL" }],
    OTHER: [{ code: "NOT_OWNED", owner: "OTHER" }],
    NOT_LINKED: [{ code: "NOT_LINKED" }],
  };
  const ofCurrency: Refusal[] =
    account.currency === currency
      ? []
      : [{ code: "CURRENCY_MISMATCH", accountCurrency: account.currency, creditCurrency: currency }];

  return [...(ofOwner[account.ownership] ?? []), ...ofStatus[account.status], ...ofCurrency];
}

/** Hundredths as an amount; `signed` for differences. */
export function money(hundredths: bigint, currency = "USD", signed = false): Amount {
  const positive = hundredths < 0n ? -hundredths : hundredths;
  const whole = String(positive / 100n);
  const cents = String(positive % 100n).padStart(2, "0");
  const sign = hundredths < 0n ? "−" : signed ? "+" : "";

  return {
    text: `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`,
    plain: `${hundredths < 0n ? "-" : ""}${whole}.${cents}`,
    currency,
    isZero: hundredths === 0n,
  };
}

/** Typed text as hundredths, or undefined. */
export function parse(typed: string): bigint | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(",", ""));
  if (match === null) return undefined;
  return BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
}

/** A moment of 17 November 2026 (or `days` later) in the Business Center's zone. */
export function stamp(clock: string, days = 0): Stamp {
  const date = new Date(Date.UTC(2026, 10, 17 + days)).toISOString().slice(0, 10);
  const local = `${date}T${clock}`;

  return { at: new Date(Date.parse(`${local}-05:00`)).toISOString(), local, zone: "UTC−05:00" };
}
