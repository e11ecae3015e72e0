// A made-up Business Center for tests and for looking at screens without the shell. Its amounts are whole
// hundredths; this is the only place of the window that computes with money, and it is not in the production bundle.
import type { AccountStatus, Ownership, PersonView, ReasonView, WorkspaceView } from "../views";

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
}

/** One credit of the Business Center. */
export interface Credit {
  id: string;
  name: string | null;
  left: bigint;
  ends: string | null;
  days: number;
  restrictions: string | null;
}

export const workspaces: WorkspaceView[] = [
  { id: "w1", name: "Tamarind Hill Media", currency: "USD" },
  { id: "w2", name: "Norrsken Portfolio Group", currency: "USD" },
  { id: "w3", name: "Sable & Wren", currency: "EUR" },
];

export const people: PersonView[] = [
  { id: "p1", name: "Ottilie Brandt", basic: "admin", finance: null },
  { id: "p2", name: "Farid Haddad", basic: "standard", finance: "manager" },
  { id: "p3", name: "Wen Li", basic: "standard", finance: "analyst" },
  { id: "p4", name: "Sam Okafor", basic: "standard", finance: null },
];

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

/** The same accounts each time: some for every state, then as many plain ones as asked for. */
export function accounts(count: number): Account[] {
  const special: Partial<Account>[] = [
    { name: "Aldgate Coffee", adCredit: 127550n, end: "31 Dec 2026", cash: 341000n },
    { name: "Basalt Outdoor", status: "in_review", cash: 50000n },
    { name: "Brook Dental", adCredit: 8820n, end: "30 Nov 2026", cash: 14275n, alert: true },
    { name: "Copper Wheel", adCredit: 64000n, end: "31 Dec 2026", cash: 220510n },
    { name: "Copper Wheel", status: "suspended", adCredit: 31000n, end: "31 Dec 2026" },
    { name: "Drift Homeware Toronto", currency: "CAD", cash: 290000n },
    { name: "Elm Veterinary", ownership: "partner", cash: 104000n },
    { name: "Garnet & Finch", adCredit: 214000n, end: "31 Dec 2026", cash: 562030n },
    { id: "7318442099173042117", name: "Hazel & Loam", adCredit: 42000n, end: "30 Nov 2026", cash: 186040n },
    { id: "7318442099173042171", name: "Hazel and Loam", cash: 24000n, alert: true },
    { name: "Kiosk <b>50% off</b> \u202Emoc.elas", adCredit: 1500n, end: "31 Dec 2026", cash: 31000n },
    { name: "Larch Nursery", status: "disapproved", cash: 7500n },
    { name: "Moor Hotels", reservation: true, adCredit: 150000n, end: "31 Dec 2026", cash: 880000n },
    { name: "Nimbus Windows", status: "contract_not_effective", alert: true },
    { name: "Quill Furniture", status: "disabled", cash: 1200n },
    { name: "Rune\u200BWorks\u00A0Studio", cash: 5000n },
    { name: "花蓮茶行 🍵 門市", adCredit: 9900n, end: "13 Jan 2027", cash: 42000n },
    { name: "محمصة القهوة 101", cash: 77000n },
    {
      name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk GmbH & Co",
      cash: 123456789n,
      adCredit: 12n,
    },
    { name: "Tidal Unknown", status: "unknown" },
    { name: "Umber Not Linked", ownership: "not_linked" },
  ];

  return Array.from({ length: Math.max(count, special.length) }, (_, at) => ({
    id: `73${String(18440217700000000n + BigInt(at) * 7919113n)}`,
    name: `${first[at % first.length] ?? ""} ${second[Math.floor(at / first.length) % second.length] ?? ""} ${at}`,
    status: "approved" as const,
    ownership: "owned" as const,
    currency: "USD",
    reservation: false,
    adCredit: at % 3 === 0 ? 0n : BigInt((at * 7717) % 300000),
    end: at % 3 === 0 ? null : "31 Dec 2026",
    cash: BigInt((at * 91193) % 900000),
    alert: at % 7 === 0,
    ...special[at],
    ...(at < special.length && special[at]?.adCredit === undefined ? { adCredit: 0n, end: null } : {}),
  }));
}

export function credits(): Credit[] {
  const terms =
    "Valid for auction campaigns delivered in the United States, Canada and Mexico. Not valid for reservation buying, political content or age-restricted goods. Unused value is forfeited at the end date.";

  return [
    {
      id: "c1",
      name: "Autumn reach grant",
      left: 315000n,
      ends: "30 Nov 2026",
      days: 13,
      restrictions: terms,
    },
    {
      id: "c2",
      name: "Joint plan credit",
      left: 1500000n,
      ends: "31 Dec 2026",
      days: 44,
      restrictions: null,
    },
    { id: "c3", name: null, left: 714000n, ends: null, days: 0, restrictions: null },
  ];
}

/** Why the acting person may not allocate, or null. */
export function personReason(person: PersonView): ReasonView | null {
  const admins = "Ottilie Brandt";
  if (person.basic === "admin" || person.finance === "manager") return null;
  if (person.finance === "analyst") return { code: "FINANCE_ANALYST_READ_ONLY", args: { admins } };
  return { code: "NO_FINANCE_ROLE", args: { admins } };
}

/** Why an account cannot take ad credit of the Business Center. */
export function accountReasons(account: Account, currency: string): ReasonView[] {
  const codes: Record<AccountStatus, string | null> = {
    approved: null,
    in_review: "ACCOUNT_IN_REVIEW",
    disapproved: "ACCOUNT_DISAPPROVED",
    suspended: "ACCOUNT_SUSPENDED",
    contract_not_effective: "CONTRACT_NOT_EFFECTIVE",
    disabled: "ACCOUNT_DISABLED",
    unknown: "STATUS_UNKNOWN",
  };
  const args = { bc: workspaces[0]?.name ?? "", account: account.currency, currency };
  const found: (string | null)[] = [
    account.ownership === "partner" || account.ownership === "individual" ? "NOT_OWNED" : null,
    account.ownership === "not_linked" ? "NOT_LINKED" : null,
    codes[account.status],
    account.currency === currency ? null : "CURRENCY_MISMATCH",
  ];

  return found.filter((code) => code !== null).map((code) => ({ code, args }));
}

/** Hundredths as finished text: "−1,275.50". */
export function text(hundredths: bigint): string {
  const positive = hundredths < 0n ? -hundredths : hundredths;
  const whole = String(positive / 100n).replace(/\B(?=(\d{3})+$)/g, ",");

  return `${hundredths < 0n ? "−" : ""}${whole}.${String(positive % 100n).padStart(2, "0")}`;
}

/** Typed text as hundredths, or undefined. */
export function parse(typed: string): bigint | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(",", ""));
  if (match === null) return undefined;
  return BigInt(match[1] ?? "0") * 100n + BigInt((match[2] ?? "").padEnd(2, "0"));
}
