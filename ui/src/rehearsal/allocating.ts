// The rehearsal's Add Balance: checks, reviews, and whatever outcome a test scripted.
import { unexpected, type Backend } from "../backend";
import type {
  Allocation,
  AllocationDraft,
  AmountCheck,
  AmountReason,
  BeginAllocation,
  LookAlike,
  Outcome,
  Refusal,
  Review,
  ReviewPart,
  ReviewWarning,
} from "../bindings";
import type { Rehearsal } from "./rehearsal";
import { admins, money, parse, refusalsOfAccount, stamp, type Account } from "./world";

export class Allocating {
  /** What was placed before, by account. */
  placed: { account: string; amount: bigint }[] = [];
  /** Least that TikTok takes, in hundredths; null before it was told. */
  minimum: bigint | null = null;
  #reviews = new Map<string, [AllocationDraft, Review]>();
  #latest = "";

  constructor(private readonly rehearsal: Rehearsal) {}

  commands(): Pick<Backend, "beginAllocation" | "checkAmount" | "review" | "allocate"> {
    return {
      beginAllocation: (account) => Promise.resolve(this.#begin(this.#balances.find(account))),
      checkAmount: (draft) => Promise.resolve(this.#check(draft)),
      review: (draft) => Promise.resolve(this.#review(draft, [])),
      allocate: (review, acknowledged) => this.#allocate(review, acknowledged),
    };
  }

  get #balances() {
    return this.rehearsal.balances;
  }

  /** Open outcomes taken off. */
  #placeable(): bigint {
    return this.#balances.placeable - this.rehearsal.history.reserved();
  }

  #begin(account: Account): BeginAllocation {
    const credits = this.#balances.credits;
    return {
      card: this.#card(account),
      adCredit: this.#balances.seesFinances() ? money(account.adCredit) : null,
      credits: credits.map((credit) => ({
        key: credit.key,
        name: credit.name,
        left: money(credit.left),
        ends: credit.ends,
        days: credit.days,
        kind: credit.name === null ? null : "FREE",
        refusals: [],
      })),
      preselected: "c1",
      placeable: money(this.#placeable()),
      open: this.rehearsal.history.open(account),
      refusals: this.#refusals(account),
      lookAlikes: this.#lookAlikes(account),
      actor: this.#actor(),
      decimals: 2,
      currency: "USD",
    };
  }

  #check(draft: AllocationDraft): AmountCheck {
    const amount = parse(draft.amount);
    const reason = this.#reason(draft);
    const refusals = this.#refusals(this.#balances.find(draft.account));
    return {
      amount: amount === undefined ? null : money(amount),
      reason,
      creditLeft: money(this.#credit(draft).left),
      placeable: money(this.#placeable()),
      minimum: this.minimum === null ? null : money(this.minimum),
      refusals,
      mayReview: reason === null && refusals.length === 0,
    };
  }

  #review(draft: AllocationDraft, changed: ReviewPart[]): Review {
    const account = this.#balances.find(draft.account);
    const credit = this.#credit(draft);
    const amount = parse(draft.amount) ?? 0n;
    const check = this.#check(draft);
    const side = (
      what: "BUSINESS_CENTER" | "CREDIT" | "ACCOUNT",
      name: string | null,
      before: bigint,
      by: bigint,
    ) => ({
      what,
      name,
      before: money(before),
      change: money(by, "USD", true),
      after: money(before + by),
    });
    const alike = this.#lookAlikes(account);
    const review: Review = {
      id: `r${this.#reviews.size + 1}`,
      amount: money(amount),
      bcName: this.#balances.bcName(),
      creditName: credit.name,
      card: this.#card(account),
      portfolio: this.rehearsal.workspace === "w2" ? "Norrsken shared funds" : null,
      sides: [
        side("BUSINESS_CENTER", this.#balances.bcName(), this.#placeable(), -amount),
        side("CREDIT", credit.name, credit.left, -amount),
        side("ACCOUNT", account.name, account.adCredit, amount),
      ],
      ends:
        credit.ends === null
          ? null
          : { date: credit.ends, at: stamp("23:59:59", credit.days ?? 0), days: credit.days ?? 0 },
      kind: credit.name === null ? null : "FREE",
      restrictions: credit.restrictions,
      then: ["CASH", "CREDIT_LINE"],
      reserved: money(this.rehearsal.history.reserved()),
      open: this.rehearsal.history.open(account),
      warnings: [
        ...(alike.length === 0
          ? []
          : [{ warning: { code: "SIMILAR_NAME" as const, others: alike }, mustAcknowledge: true }]),
        ...this.#again(draft, amount),
        ...(credit.restrictions === ""
          ? []
          : [{ warning: { code: "RESTRICTIONS_IN_WORDS" as const }, mustAcknowledge: true }]),
      ],
      amountReason: check.reason,
      refusals: check.refusals,
      mayAllocate: check.mayReview,
      note: draft.note === "" ? null : draft.note,
      actor: this.#actor(),
      figuresAsOf: stamp("10:43:50"),
      changed,
      money: "PRACTICE",
    };
    this.#reviews.set(review.id, [draft, review]);
    this.#latest = review.id;

    return review;
  }

  async #allocate(id: string, acknowledged: string[]): Promise<Outcome> {
    this.rehearsal.committed.push([id, acknowledged]);
    await this.rehearsal.hold;
    const known = this.#reviews.get(id);
    if (known === undefined || id !== this.#latest) throw unexpected(id, "REVIEW_SUPERSEDED");
    const [draft, review] = known;
    const next = this.rehearsal.next;
    this.rehearsal.next = "ALLOCATED";
    this.rehearsal.lost = false;
    if (next === "FAULT") throw unexpected("allocate");
    if (next === "NOTHING_RECORDED") return { kind: next, fault: unexpected("", "UNREACHABLE").fault };
    if (next === "RETURNED") {
      this.#balances.placeable -= 100000n;
      return { kind: next, review: this.#review(draft, ["BUSINESS_CENTER"]) };
    }
    if (next === "ROLE_LOST") {
      const fresh = this.#review(draft, ["ROLE", "REFUSALS"]);
      return { kind: "RETURNED", review: { ...fresh, mayAllocate: false, refusals: [this.#roleLost()] } };
    }
    const asked = parse(draft.amount) ?? 0n;
    if (typeof next === "object") {
      return { kind: "ANSWER_NOT_KEPT", number: "148", answer: next.notKept, transactions: next.told };
    }
    if (next === "UNKNOWN") this.rehearsal.history.lose(this.#balances.find(draft.account), asked);
    if (next === "ALLOCATED") this.#move(draft);
    this.rehearsal.change(["ALLOCATIONS", "ACCOUNTS"]);
    const allocation = this.#allocation(draft, review, acknowledged, next);
    if (next === "UNKNOWN") return { kind: next, allocation, reason: this.rehearsal.why };
    if (next === "REFUSED")
      return { kind: next, allocation, tiktokCode: "40001", message: "No permission to operate" };

    return { kind: next, allocation };
  }

  #allocation(
    draft: AllocationDraft,
    review: Review,
    acknowledged: string[],
    state: "ALLOCATED" | "UNKNOWN" | "REFUSED" | "NOT_SENT",
  ): Allocation {
    const at = stamp("10:45:31");
    return {
      number: state === "UNKNOWN" ? "148" : "147",
      id: "0193390c-4a10-7000-8000-000000000147",
      requestId: "5577006791947779410",
      state,
      stateDetail: { kind: "PLAIN" },
      amount: review.amount,
      account: review.card.account,
      accountNameNow: null,
      bcId: "7200000000000000001",
      bcName: review.bcName,
      money: "PRACTICE",
      portfolio: null,
      creditId: draft.credit,
      creditName: review.creditName,
      sides: review.sides,
      ends: review.ends,
      restrictions: review.restrictions,
      then: review.then,
      by: review.actor,
      figuresAsOf: review.figuresAsOf,
      bcAdCredit: money(this.#placeable()),
      recordsBefore: ["7573690412258700011"],
      sent: at,
      deadline: stamp("10:46:01"),
      answered: at,
      acknowledged,
      note: review.note,
      tiktok:
        state === "ALLOCATED"
          ? { bcOut: "7573690412258817024", accountIn: "7573690412258817025", other: [] }
          : { bcOut: null, accountIn: null, other: [] },
      logId: state === "ALLOCATED" ? "20261117104531147" : null,
      recordedIn: "611",
      settledIn: "612",
      chainIntact: true,
      steps: [],
      unknown:
        state === "UNKNOWN"
          ? {
              looked: null,
              looks: [],
              nextLook: stamp("10:45:33"),
              planned: [stamp("10:45:36"), stamp("10:45:46"), stamp("10:45:31", 1)],
              mayClose: true,
              refusal: null,
              notExecuted: { kind: "LATER", from: stamp("10:45:31", 1), sooner: stamp("11:00:31") },
              appearances: null,
            }
          : null,
      alarm: null,
    };
  }

  #reason(draft: AllocationDraft): AmountReason | null {
    const amount = parse(draft.amount);
    const left = this.#credit(draft).left;
    if (amount === undefined) return { code: "AMOUNT_INVALID" };
    if (amount === 0n) return { code: "AMOUNT_NOT_POSITIVE" };
    if (this.minimum !== null && amount < this.minimum)
      return { code: "AMOUNT_BELOW_MINIMUM", minimum: money(this.minimum) };
    if (amount > left) return { code: "AMOUNT_EXCEEDS_CREDIT", left: money(left) };
    if (amount > this.#placeable()) {
      return { code: "AMOUNT_EXCEEDS_BC_BALANCE", placeable: money(this.#placeable()) };
    }
    return null;
  }

  #roleLost(): Refusal {
    return { code: "NO_FINANCE_ROLE", admins: admins.filter((name) => name !== this.#actor().name) };
  }

  #refusals(account: Account) {
    const role = this.#balances.roleRefusal();
    return [
      ...(role === null ? [] : [role]),
      ...this.#balances.readOnlyRefusal(),
      ...refusalsOfAccount(account, this.#balances.currency()),
      ...this.#balances.openRefusal(account),
    ];
  }

  #credit(draft: AllocationDraft) {
    const credit = this.#balances.credits.find((one) => one.key === draft.credit);
    if (credit === undefined) throw unexpected(draft.credit, "NOT_FOUND");
    return credit;
  }

  #lookAlikes(account: Account): LookAlike[] {
    return this.#balances.lookAlikes(account.id).map((other) => ({
      account: this.#balances.row(other).account,
      sharedPrefix: 17,
      sharedSuffix: 0,
    }));
  }

  #card(account: Account): BeginAllocation["card"] {
    return {
      account: this.#balances.row(account).account,
      status: account.status,
      statusWord: `STATUS_${account.status}`,
      ownership: account.ownership,
      bcName: this.#balances.bcName(),
      reservation: account.reservation,
      currency: account.currency,
      zone: "UTC−05:00",
      zoneName: "America/New_York",
      portfolio: null,
    };
  }

  #actor() {
    const member = this.rehearsal.acting();
    return { id: member.id, name: member.name, role: member.role };
  }

  /** The same amount to the same account as before. */
  #again(draft: AllocationDraft, amount: bigint): ReviewWarning[] {
    if (!this.placed.some((one) => one.account === draft.account && one.amount === amount)) return [];
    return [
      {
        warning: {
          code: "POSSIBLE_DUPLICATE",
          number: "147",
          at: stamp("10:45:31"),
          by: "Farid Haddad",
          amount: money(amount),
          creditName: "Autumn reach grant",
          instead: money(amount - 1n),
        },
        mustAcknowledge: true,
      },
    ];
  }

  #move(draft: AllocationDraft) {
    const amount = parse(draft.amount) ?? 0n;
    this.placed.push({ account: draft.account, amount });
    this.#balances.find(draft.account).adCredit += amount;
    this.#credit(draft).left -= amount;
    this.#balances.placeable -= amount;
  }
}
