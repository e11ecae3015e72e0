// A backend for tests and for looking at screens: the made-up Business Center, answering at once. A test scripts what
// happens next (`next`) and reads what was asked (`committed`, `windows`).
import { Fault, type Backend } from "../backend";
import type {
  AccountRow,
  AccountsQuery,
  AccountsView,
  BalancesView,
  ChecksView,
  CommitAnswer,
  DeskView,
  DraftInput,
  ReceiptView,
  ReviewAnswer,
  ReviewView,
  WarningView,
} from "../views";
import { accountReasons, accounts, credits, parse, people, personReason, text, workspaces } from "./world";

type Next = "allocated" | "unknown" | "refused" | "not_sent" | "changed" | "fault";

export class Rehearsal implements Backend {
  next: Next = "allocated";
  /** Each commit that reached the shell: review, acknowledged codes. */
  committed: [string, string[]][] = [];
  /** Each window of rows that was asked for. */
  windows: AccountsQuery[] = [];
  /** Holds commits back until it is set free, to look at "Sending…". */
  hold: Promise<void> | undefined;
  ready = 0;
  age: DeskView["age"] = { at: "10:39", minutes: 3, state: "fresh" };
  loading = false;
  broken = false;

  readonly book;
  readonly credits = credits();
  #canPlace = 2529000n;
  #workspace = workspaces[0];
  #person = people[0];
  #unknown: string[] = [];
  #lost = false;
  #days = 17;
  #reviews = new Map<string, [DraftInput, ReviewView]>();
  #listeners = new Set<() => void>();

  constructor(count = 38) {
    this.book = accounts(count);
  }

  desk(): Promise<DeskView> {
    if (this.#workspace === undefined || this.#person === undefined)
      return Promise.reject(new Fault("none", "call_us"));
    return Promise.resolve({
      workspace: this.#workspace,
      workspaces,
      practice: { now: `Tue ${this.#days} Nov 2026, 10:42`, next_answer_lost: this.#lost },
      person: this.#person,
      people,
      unknown: this.#unknown,
      read_only: false,
      age: this.age,
    });
  }

  chooseWorkspace(id: string) {
    this.#workspace = workspaces.find((one) => one.id === id);
    return this.desk();
  }

  actAs(person: string) {
    this.#person = people.find((one) => one.id === person);
    return this.desk();
  }

  advanceDays(days: number) {
    this.#days += days;
    return this.desk();
  }

  loseNextAnswer() {
    this.#lost = true;
    this.next = "unknown";
    return this.desk();
  }

  refresh() {
    this.age = { at: "10:42", minutes: 0, state: "fresh" };
    return this.desk();
  }

  balances(): Promise<BalancesView | null> {
    if (this.loading) return new Promise(() => undefined);
    if (this.broken) return Promise.reject(new Fault("unreachable", "try_again"));
    if (this.#person?.basic === "standard" && this.#person.finance === null) return Promise.resolve(null);
    const shared = this.#workspace?.id === "w2";
    return Promise.resolve({
      currency: this.#workspace?.currency ?? "USD",
      can_place: text(this.#canPlace),
      ends_first: { amount: text(this.credits[0]?.left ?? 0n), on: "30 Nov", days: 13 },
      account_balance: "87,120.00",
      remaining: "83,405.50",
      frozen_or_tax: "3,714.50",
      cash: "61,480.00",
      cash_movable: "58,115.50",
      voucher: text(this.#canPlace + 35000n),
      voucher_frozen: "350.00",
      credit_line: shared ? "120,000.00" : null,
      portfolio: shared ? { name: "Norrsken shared funds", kind: "shared" } : null,
    });
  }

  accounts(query: AccountsQuery): Promise<AccountsView> {
    this.windows.push(query);
    if (this.loading) return new Promise(() => undefined);
    if (this.broken) return Promise.reject(new Fault("unreachable", "try_again"));
    return Promise.resolve(this.#find(query));
  }

  startAddBalance(account: string) {
    return Promise.resolve({
      account: this.#row(account),
      currency: this.#workspace?.currency ?? "USD",
      credits: this.credits.map((credit) => ({
        id: credit.id,
        name: credit.name,
        left: text(credit.left),
        ends: credit.ends,
      })),
      checks: this.#checks({ account, credit: "c1", amount: "", note: "" }, false),
    });
  }

  check(draft: DraftInput) {
    return Promise.resolve(this.#checks(draft, true));
  }

  review(draft: DraftInput): Promise<ReviewAnswer> {
    const checks = this.#checks(draft, true);
    if (checks.amount !== null || checks.reasons.length > 0)
      return Promise.resolve({ kind: "refused", checks });
    return Promise.resolve({ kind: "review", review: this.#review(draft, checks.warnings) });
  }

  async commit(review: string, acknowledged: string[]): Promise<CommitAnswer> {
    this.committed.push([review, acknowledged]);
    await this.hold;
    const known = this.#reviews.get(review);
    if (known === undefined || this.next === "fault") throw new Fault("journal_failed", "call_us");
    const [draft, view] = known;
    if (this.next === "changed") {
      this.next = "allocated";
      this.#canPlace -= 100000n;
      return { kind: "changed", review: this.#review(draft, view.warnings), changed: ["bc"] };
    }
    const state = this.next;
    this.next = "allocated";
    this.#lost = false;
    if (state === "unknown") this.#unknown = ["148"];
    if (state === "allocated") this.#move(draft);
    this.#listeners.forEach((listener) => listener());

    return { kind: "receipt", receipt: this.#receipt(view, state, acknowledged) };
  }

  uiReady() {
    this.ready += 1;
    return Promise.resolve();
  }

  onChanged(listener: () => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells the window that something changed. */
  change() {
    this.#listeners.forEach((listener) => listener());
  }

  #find(query: AccountsQuery): AccountsView {
    const found = this.book
      .filter((account) =>
        `${account.name} ${account.id}`.toLowerCase().includes(query.search.trim().toLowerCase()),
      )
      .filter((account) => query.status === null || account.status === query.status)
      .filter((account) => query.ownership === null || account.ownership === query.ownership)
      .sort((a, b) => this.#compare(a, b, query) * (query.descending ? -1 : 1));

    return {
      total: found.length,
      of: this.book.length,
      rows: found.slice(query.offset, query.offset + query.limit).map((account) => this.#row(account.id)),
      person_reason: this.#person === undefined ? null : personReason(this.#person),
    };
  }

  #compare(a: (typeof this.book)[number], b: (typeof this.book)[number], query: AccountsQuery): number {
    const by = (x: string | bigint | boolean, y: string | bigint | boolean) => (x < y ? -1 : x > y ? 1 : 0);
    if (query.order === "ad_credit") return by(a.adCredit, b.adCredit);
    if (query.order === "cash") return by(a.cash, b.cash);
    if (query.order === "alert") return by(a.alert, b.alert);
    if (query.order === "status") return by(a.status, b.status);
    if (query.order === "earliest_end") return by(a.end ?? "", b.end ?? "");
    return by(a.name.toLowerCase(), b.name.toLowerCase());
  }

  #row(id: string): AccountRow {
    const account = this.book.find((one) => one.id === id);
    if (account === undefined) throw new Fault("no_such_account", "fix_input");
    const blind = this.#person?.basic === "standard" && this.#person.finance === null;
    const same = this.book.filter((one) => one.name === account.name).length > 1;

    return {
      id,
      name: account.name,
      status: account.status,
      ownership: account.ownership,
      currency: account.currency,
      reservation: account.reservation,
      look_alike: same ? "same" : account.name.startsWith("Hazel") ? "similar" : null,
      ad_credit: blind ? null : text(account.adCredit),
      earliest_end: account.end,
      cash: blind ? null : text(account.cash),
      alert: blind ? null : account.alert,
      reasons: accountReasons(account, this.#workspace?.currency ?? "USD"),
    };
  }

  #checks(draft: DraftInput, typed: boolean): ChecksView {
    const account = this.book.find((one) => one.id === draft.account);
    const credit = this.credits.find((one) => one.id === draft.credit);
    const amount = parse(draft.amount);
    const args = { left: text(credit?.left ?? 0n), bc: text(this.#canPlace), amount: draft.amount };
    const code =
      amount === undefined
        ? "AMOUNT_INVALID"
        : amount === 0n
          ? "AMOUNT_NOT_POSITIVE"
          : amount > (credit?.left ?? 0n)
            ? "AMOUNT_EXCEEDS_CREDIT"
            : null;
    const person = this.#person === undefined ? null : personReason(this.#person);
    const reasons = account === undefined ? [] : accountReasons(account, this.#workspace?.currency ?? "USD");

    return {
      amount: typed && code !== null ? { code, args } : null,
      reasons: [...(person === null ? [] : [person]), ...reasons],
      passed: [
        ...(person === null ? [{ code: "ROLE", args: { role: "Admin" } }] : []),
        ...(reasons.length === 0 ? [{ code: "ACCOUNT", args: { currency: "USD" } }] : []),
        ...(typed && code === null
          ? [{ code: "AMOUNT", args: { ...args, amount: text(amount ?? 0n) } }]
          : []),
      ],
      warnings: this.#warnings(draft.account),
    };
  }

  #warnings(account: string): WarningView[] {
    const pair = this.book.filter((one) => one.name.startsWith("Hazel"));
    const other = pair.find((one) => one.id !== account);
    if (!pair.some((one) => one.id === account) || other === undefined) return [];
    return [{ code: "SIMILAR_NAME", args: {}, look_alikes: [{ id: other.id, name: other.name }] }];
  }

  #review(draft: DraftInput, warnings: WarningView[]): ReviewView {
    const account = this.book.find((one) => one.id === draft.account);
    const credit = this.credits.find((one) => one.id === draft.credit);
    const amount = parse(draft.amount) ?? 0n;
    const side = (before: bigint, change: bigint) => ({
      before: text(before),
      change: `${change > 0n ? "+" : ""}${text(change)}`,
      after: text(before + change),
    });
    const view: ReviewView = {
      review: `r${this.#reviews.size + 1}`,
      amount: text(amount),
      currency: "USD",
      bc_name: this.#workspace?.name ?? "",
      account: { id: draft.account, name: account?.name ?? "" },
      credit_name: credit?.name ?? null,
      bc: side(this.#canPlace, -amount),
      credit: side(credit?.left ?? 0n, -amount),
      receiver: side(account?.adCredit ?? 0n, amount),
      ends: credit?.ends == null ? null : { on: credit.ends, time: "23:59 UTC−05:00", days: credit.days },
      at_risk: null,
      restrictions: credit?.restrictions ?? null,
      portfolio: null,
      warnings,
      read_at: "10:43:50",
      note: draft.note,
    };
    this.#reviews.set(view.review, [draft, view]);
    return view;
  }

  #receipt(review: ReviewView, state: ReceiptView["state"], acknowledged: string[]): ReceiptView {
    const details = {
      allocated: null,
      unknown: { code: "NO_ANSWER", args: {} },
      refused: { code: "TIKTOK_CODE", args: { code: "40001", message: "No permission to operate" } },
      not_sent: { code: "NO_CONNECTION", args: {} },
    };
    return {
      number: state === "unknown" ? "148" : "147",
      review,
      state,
      at: "17 Nov 2026, 10:45:31 UTC−05:00",
      by: this.#person ?? { id: "", name: "", basic: "admin", finance: null },
      transactions: state === "allocated" ? ["7573690412258817025"] : [],
      acknowledged,
      detail: details[state],
      next_look: state === "unknown" ? "10:45:33" : null,
    };
  }

  #move(draft: DraftInput) {
    const amount = parse(draft.amount) ?? 0n;
    const account = this.book.find((one) => one.id === draft.account);
    const credit = this.credits.find((one) => one.id === draft.credit);
    if (account !== undefined) account.adCredit += amount;
    if (credit !== undefined) credit.left -= amount;
    this.#canPlace -= amount;
  }
}
