// The rehearsal's Transactions: what was allocated, in every state, and what else the journal holds.
import { unexpected, type Backend } from "../backend";
import type {
  AlarmDetail,
  Allocation,
  AllocationRow,
  AllocationsPage,
  AllocationsQuery,
  CloseUnknown,
  OpenOutcome,
  StateDetail,
  StateWord,
  Step,
} from "../bindings";
import { changes } from "./changes";
import { alarmOf, openOutcome, Outcomes, sentAt } from "./outcomes";
import type { Rehearsal } from "./rehearsal";
import { members, money, stamp, type Account } from "./world";

interface Past {
  number: number;
  account: Account;
  amount: bigint;
  by: number;
  state: StateWord;
  day: number;
  clock: string;
}

const states: Partial<Record<number, StateWord>> = {
  144: "FOUND",
  143: "REFUSED",
  140: "CLOSED_NOT_EXECUTED",
  138: "NOT_SENT",
};
const took: StateWord[] = ["ALLOCATED", "FOUND", "RECORDED_AS_ALLOCATED"];

export class History {
  /** Every window of allocations that was asked for. */
  asked: AllocationsQuery[] = [];
  /** What a person settled. */
  closed: CloseUnknown[] = [];
  /** What is known of the lost one. */
  readonly outcomes = new Outcomes();
  /** Who has seen the alarms. */
  seen: AlarmDetail["seen"] = null;
  #past: Past[];

  constructor(
    private readonly rehearsal: Rehearsal,
    count = 148,
  ) {
    const book = rehearsal.balances.book;
    this.#past = Array.from({ length: count }, (_, at) => {
      const number = count - at;
      const account = book[(at * 3 + 8) % book.length];
      if (account === undefined) throw unexpected("book");
      return {
        number,
        account,
        amount: BigInt(((at * 37) % 40) + 1) * 5000n,
        by: at % 7 === 3 ? 1 : 0,
        state: states[number] ?? "ALLOCATED",
        day: -Math.floor(at / 3),
        clock: `${String(10 - (at % 3) * 3).padStart(2, "0")}:${String((at * 17) % 60).padStart(2, "0")}:07`,
      };
    });
  }

  commands(): Pick<
    Backend,
    "allocations" | "allocation" | "lookNow" | "closeUnknown" | "acknowledgeAlarm" | "changes"
  > {
    return {
      allocations: (query) => this.#answer(() => this.#page(query)),
      allocation: (number) => this.#answer(() => this.#whole(this.#find(number))),
      lookNow: (number) => {
        this.outcomes.looks += 1;
        if (this.outcomes.proves) this.#settle(this.#find(number), "FOUND");
        return Promise.resolve(this.#whole(this.#find(number)));
      },
      closeUnknown: (close) => Promise.resolve(this.#close(close)),
      acknowledgeAlarm: ({ number, note }) => {
        const by = this.rehearsal.acting().name;
        this.seen = { by, at: stamp("10:42:00", this.rehearsal.daysLater), note };
        this.rehearsal.alarms = this.rehearsal.alarms.filter((one) => one.number !== number);
        this.rehearsal.change(["ALLOCATIONS", "WORKSPACE"]);
        return Promise.resolve(this.#whole(this.#find(number)));
      },
      changes: (query) => this.#answer(() => changes(query, this.rehearsal.mood === "empty" ? 0 : 64)),
    };
  }

  #answer<Data>(make: () => Data): Promise<Data> {
    if (this.rehearsal.mood === "loading") return new Promise(() => undefined);
    if (this.rehearsal.mood === "broken") return Promise.reject(unexpected("", "NOT_READY"));
    return new Promise((resolve) => resolve(make()));
  }

  #find(number: string): Past {
    const past = this.#book().find((one) => String(one.number) === number);
    if (past === undefined) throw unexpected(number, "NOT_FOUND");
    return past;
  }

  /** An allocation to this account whose answer got lost just now. */
  lose(account: Account, amount: bigint) {
    const newest = this.#past[0];
    if (newest === undefined) throw unexpected("book");
    this.rehearsal.unknown = [String(newest.number)];
    Object.assign(newest, { account, amount, state: "UNKNOWN", clock: sentAt });
  }

  /** What is not settled at an account. */
  open(account: Account): OpenOutcome | null {
    const past = this.#book().find((one) => one.state === "UNKNOWN" && one.account.id === account.id);
    const sees = this.rehearsal.balances.seesFinances();

    return past === undefined ? null : openOutcome(String(past.number), past.amount, account.adCredit, sees);
  }

  /** What is held back. */
  reserved(): bigint {
    return this.#book()
      .filter((one) => one.state === "UNKNOWN")
      .reduce((sum, one) => sum + one.amount, 0n);
  }

  /** The lost one is found in TikTok's records, by itself. */
  prove(number: string) {
    this.#settle(this.#find(number), "FOUND");
  }

  /** Everything allocated, with what is unknown and contradicted now. */
  #book(): Past[] {
    for (const past of this.#past) {
      const number = String(past.number);
      if (this.rehearsal.unknown.includes(number) && past.state !== "UNKNOWN") {
        Object.assign(past, { state: "UNKNOWN", amount: 120000n, clock: sentAt });
      }
      past.state = this.rehearsal.alarms.find((one) => one.number === number)?.state ?? past.state;
    }

    return this.#past;
  }

  #close(close: CloseUnknown): Allocation {
    this.closed.push(close);
    const past = this.#find(close.number);
    this.#settle(past, close.executed ? "RECORDED_AS_ALLOCATED" : "CLOSED_NOT_EXECUTED");

    return this.#whole(past);
  }

  #settle(past: Past, state: StateWord) {
    this.rehearsal.unknown = this.rehearsal.unknown.filter((one) => one !== String(past.number));
    past.state = state;
    this.rehearsal.change(["ALLOCATIONS", "ACCOUNTS"]);
  }

  #page(query: AllocationsQuery): AllocationsPage {
    this.asked.push(query);
    const past = this.rehearsal.mood === "empty" ? [] : this.#book();
    const search = query.search.trim().toLowerCase();
    const matched = past
      .filter((one) => {
        const text = `${one.number} ${one.account.name} ${one.account.id} ${this.#note(one) ?? ""}`;
        return text.toLowerCase().includes(search);
      })
      .filter((one) => query.account === null || one.account.id === query.account)
      .filter((one) => query.person === null || members[one.by]?.id === query.person)
      .filter((one) => query.state === null || one.state === query.state)
      .filter((one) => query.from === null || this.#sent(one).local.slice(0, 10) >= query.from)
      .filter((one) => query.to === null || this.#sent(one).local.slice(0, 10) <= query.to);
    const sum = (of: StateWord[]) =>
      matched.filter((one) => of.includes(one.state)).reduce((all, one) => all + one.amount, 0n);

    return {
      total: past.length,
      matched: matched.length,
      offset: query.offset,
      rows: matched.slice(query.offset, query.offset + query.limit).map((one) => this.#row(one)),
      totals: matched.length === 0 ? [] : [{ allocated: money(sum(took)), unknown: money(sum(["UNKNOWN"])) }],
      accounts: [...new Map(past.map((one) => [one.account.id, this.#name(one.account)])).values()],
      people: members.slice(0, 2).map((one) => ({ id: one.id, name: one.name })),
    };
  }

  #row(past: Past): AllocationRow {
    return {
      number: String(past.number),
      at: this.#sent(past),
      account: this.#name(past.account),
      amount: money(past.amount),
      creditName: "Autumn reach grant",
      ends: "2026-11-30",
      by: members[past.by]?.name ?? "",
      note: this.#note(past),
      state: past.state,
    };
  }

  #whole(past: Past): Allocation {
    const sent = this.#sent(past);
    const moved = took.includes(past.state);
    const entry = past.number * 4 + 20;
    const by = members[past.by];
    if (by === undefined) throw unexpected("member");

    return {
      number: String(past.number),
      id: `0193390c-4a10-7000-8000-${String(past.number).padStart(12, "0")}`,
      requestId: `55770067919477${String(past.number).padStart(5, "0")}`,
      state: past.state,
      stateDetail: this.#detail(past),
      amount: money(past.amount),
      account: this.#name(past.account),
      accountNameNow: past.number === 146 ? "Harrow and Finch (Europe)" : null,
      bcId: "7200000000000000001",
      bcName: this.rehearsal.balances.bcName(),
      money: "PRACTICE",
      portfolio: null,
      creditId: "c1",
      creditName: "Autumn reach grant",
      sides: [
        this.#side("BUSINESS_CENTER", this.rehearsal.balances.bcName(), 2529000n, -past.amount),
        this.#side("CREDIT", "Autumn reach grant", 315000n, -past.amount),
        this.#side("ACCOUNT", past.account.name, 42000n, past.amount),
      ],
      ends: { date: "2026-11-30", at: stamp("23:59:59", 13), days: 13 },
      restrictions: this.rehearsal.balances.credits[0]?.restrictions ?? "",
      then: ["CASH", "CREDIT_LINE"],
      by,
      figuresAsOf: stamp("10:43:50", past.day),
      bcAdCredit: money(2549000n),
      recordsBefore: ["7573690412258700011", "7573690412258700012"],
      sent,
      deadline: stamp("10:46:01", past.day),
      answered: sent,
      acknowledged: past.number % 5 === 2 ? ["SIMILAR_NAME", "AT_RISK"] : [],
      note: this.#note(past),
      tiktok: moved
        ? { bcOut: `75736904122588${past.number}17`, accountIn: `75736904122588${past.number}18`, other: [] }
        : { bcOut: null, accountIn: null, other: [] },
      logId: moved ? `20261117104531${past.number}` : null,
      recordedIn: `${entry}`,
      settledIn: `${entry + 1}`,
      chainIntact: true,
      steps: [{ state: "SENDING", by: by.name, at: sent, entry: `${entry}` }, ...this.#steps(past, entry)],
      unknown: past.state === "UNKNOWN" ? this.#unknown(past) : null,
      alarm: alarmOf(
        { state: past.state, amount: money(past.amount) },
        this.#since(past),
        this.seen,
        this.rehearsal.balances.roleRefusal(),
        this.outcomes.refused,
      ),
    };
  }

  #steps(past: Past, entry: number): Step[] {
    const sent = this.#sent(past);
    const step = (state: StateWord | null, by: string | null, at = sent, after = 1): Step => ({
      state,
      by,
      at,
      entry: `${entry + after}`,
    });
    if (past.state === "SENDING") return [];
    if (past.state === "CONTRADICTED") {
      return [
        step("UNKNOWN", null),
        step("CLOSED_NOT_EXECUTED", "Ottilie Brandt", stamp("10:50:12", -1), 2),
        step("CONTRADICTED", null, stamp("10:41:02"), 3),
        ...(this.seen === null ? [] : [step(null, this.seen.by, this.seen.at, 4)]),
      ];
    }
    if (past.state === "FOUND") return [step("UNKNOWN", null), step("FOUND", null, sent, 2)];
    if (past.state === "DUPLICATE_SUSPECTED") {
      return [step("ALLOCATED", null), step("DUPLICATE_SUSPECTED", null, stamp("10:41:02"), 2)];
    }
    return [step(past.state, past.state === "RECORDED_AS_ALLOCATED" ? "Ottilie Brandt" : null)];
  }

  #unknown(past: Past): Allocation["unknown"] {
    const { balances, readOnly } = this.rehearsal;
    const refusal =
      balances.roleRefusal() ?? (readOnly === null ? null : { code: "READ_ONLY" as const, why: readOnly });
    const sides = [
      this.#side("BUSINESS_CENTER", balances.bcName(), 2479000n, 0n),
      this.#side("ACCOUNT", past.account.name, 96000n, 0n),
    ];

    return this.outcomes.unknown(past.amount, sides, refusal);
  }

  /** Later allocations to the same account. */
  #since(past: Past): AllocationRow[] {
    return this.#past
      .filter((one) => one.account.id === past.account.id && one.number > past.number)
      .map((one) => this.#row(one));
  }

  #detail(past: Past): StateDetail {
    switch (past.state) {
      case "REFUSED":
        return { kind: "REFUSED", tiktokCode: "40001", message: "No permission to operate <b>this</b>" };
      case "NOT_SENT":
        return { kind: "NOT_SENT", reason: "The connection could not be made." };
      case "UNKNOWN":
        return { kind: "UNKNOWN", reason: { code: "CONNECTION_LOST" } };
      case "RECORDED_AS_ALLOCATED":
      case "CLOSED_NOT_EXECUTED":
        return {
          kind: "CLOSED",
          by: "Ottilie Brandt",
          transactionId: null,
          note: "Nothing on TikTok’s page.",
        };
      case "FOUND":
        return {
          kind: "PROVEN",
          record: {
            transactionId: `75736904122588${past.number}18`,
            at: this.#sent(past),
            amount: money(past.amount),
            intoAccount: true,
          },
          found: stamp("10:42:02", past.day),
        };
      case "CONTRADICTED":
      case "DUPLICATE_SUSPECTED":
        return { kind: "ALARM", transactionId: "7573690412258810149" };
      case "SENDING":
      case "ALLOCATED":
        return { kind: "PLAIN" };
    }
  }

  #side(what: "BUSINESS_CENTER" | "CREDIT" | "ACCOUNT", name: string, before: bigint, by: bigint) {
    return {
      what,
      name,
      before: money(before),
      change: money(by, "USD", by !== 0n),
      after: money(before + by),
    };
  }

  #name(account: Account) {
    return this.rehearsal.balances.row(account).account;
  }

  #note(past: Past): string | null {
    return past.number % 3 === 0 ? "Autumn push, agreed on 12 Nov" : null;
  }

  #sent(past: Past) {
    return stamp(past.clock, past.day);
  }
}
