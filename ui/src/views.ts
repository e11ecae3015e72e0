// What the shell tells the window, as plain shapes: finished text for amounts, dates and times; codes for everything
// that a sentence is made from. Amounts are "1,275.50" without the currency and are only ever shown.

/** A Business Center of the Workspace menu. */
export interface WorkspaceView {
  id: string;
  name: string;
  currency: string;
}

/** A member of the Business Center. */
export interface PersonView {
  id: string;
  name: string;
  basic: "admin" | "standard";
  finance: "manager" | "analyst" | null;
}

/** How old the figures are that the screens show. */
export interface AgeView {
  /** Time of day, with the date where it is not today: "10:39" or "16 Nov, 10:39". */
  at: string;
  minutes: number;
  state: "fresh" | "stale" | "offline";
}

/** Everything in the frame around the screens. */
export interface DeskView {
  workspace: WorkspaceView;
  workspaces: WorkspaceView[];
  /** The practice clock, or null in a connected workspace. */
  practice: { now: string; next_answer_lost: boolean } | null;
  person: PersonView;
  people: PersonView[];
  /** Numbers of the allocations whose outcome is unknown. */
  unknown: string[];
  /** Another window holds the journal. */
  read_only: boolean;
  age: AgeView | null;
}

/** A reason of the policy: its code, and what its sentence names. */
export interface ReasonView {
  code: string;
  args: Record<string, string>;
}

/** The balances of the Business Center (R36); null where the person may not see them. */
export interface BalancesView {
  currency: string;
  can_place: string;
  ends_first: { amount: string; on: string; days: number } | null;
  account_balance: string;
  remaining: string;
  frozen_or_tax: string;
  cash: string;
  cash_movable: string;
  voucher: string;
  voucher_frozen: string;
  /** The credit line of a Payment Portfolio. */
  credit_line: string | null;
  portfolio: { name: string; kind: "shared" | "non_shared" } | null;
}

export type AccountStatus =
  "approved" | "in_review" | "disapproved" | "suspended" | "contract_not_effective" | "disabled" | "unknown";
export type Ownership = "owned" | "partner" | "individual" | "not_linked" | "unreadable";
export type AccountOrder = "name" | "status" | "ad_credit" | "earliest_end" | "cash" | "alert";

/** What rows are asked for. */
export interface AccountsQuery {
  search: string;
  status: AccountStatus | null;
  ownership: Ownership | null;
  order: AccountOrder;
  descending: boolean;
  offset: number;
  limit: number;
}

/** One row of the Balance Allocation table. Money is null where the person may not see it. */
export interface AccountRow {
  id: string;
  name: string;
  status: AccountStatus;
  ownership: Ownership;
  currency: string;
  reservation: boolean;
  look_alike: "same" | "similar" | null;
  ad_credit: string | null;
  earliest_end: string | null;
  cash: string | null;
  alert: boolean | null;
  /** Why this account cannot take ad credit; reasons of the person are in `person_reason`. */
  reasons: ReasonView[];
}

/** A window of rows. */
export interface AccountsView {
  total: number;
  of: number;
  rows: AccountRow[];
  /** A reason true for every row: the person's role. */
  person_reason: ReasonView | null;
}

/** A credit that can be chosen. */
export interface CreditChoice {
  id: string;
  /** null: Unlisted ad credit. */
  name: string | null;
  left: string;
  ends: string | null;
}

/** The first step of Add Balance. */
export interface AddBalanceView {
  account: AccountRow;
  currency: string;
  credits: CreditChoice[];
  checks: ChecksView;
}

/** What a person has typed so far. */
export interface DraftInput {
  account: string;
  credit: string;
  amount: string;
  note: string;
}

/** The live checks: at most one reason about the amount, all others together. */
export interface ChecksView {
  amount: ReasonView | null;
  reasons: ReasonView[];
  /** What holds: codes with their args. */
  passed: ReasonView[];
  warnings: WarningView[];
}

/** An account that looks like the receiver. */
export interface LookAlikeView {
  id: string;
  name: string;
}

/** Something unusual that has to be acknowledged before committing. */
export interface WarningView {
  code: string;
  args: Record<string, string>;
  look_alikes: LookAlikeView[];
}

/** One line of both sides. */
export interface SideView {
  before: string;
  change: string;
  after: string;
}

/** Everything the review and the receipt say. */
export interface ReviewView {
  review: string;
  amount: string;
  currency: string;
  bc_name: string;
  account: { id: string; name: string };
  /** null: Unlisted ad credit. */
  credit_name: string | null;
  bc: SideView;
  credit: SideView;
  receiver: SideView;
  ends: { on: string; time: string; days: number } | null;
  at_risk: string | null;
  restrictions: string | null;
  portfolio: string | null;
  warnings: WarningView[];
  read_at: string;
  note: string;
}

/** An allocation as committed. */
export interface ReceiptView {
  number: string;
  review: ReviewView;
  state: "allocated" | "refused" | "not_sent" | "unknown";
  at: string;
  by: PersonView;
  transactions: string[];
  acknowledged: string[];
  /** For refused and not sent: TikTok's code and words, or the reason. */
  detail: ReasonView | null;
  /** For unknown: when the next look at TikTok's records is. */
  next_look: string | null;
}

/** What asking for a review came to. */
export type ReviewAnswer = { kind: "review"; review: ReviewView } | { kind: "refused"; checks: ChecksView };

/** What committing came to. */
export type CommitAnswer =
  | { kind: "receipt"; receipt: ReceiptView }
  /** Figures changed since the review: a new review, and which of its lines changed. */
  | { kind: "changed"; review: ReviewView; changed: string[] }
  | { kind: "refused"; checks: ChecksView };
