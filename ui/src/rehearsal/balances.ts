// The rehearsal's Payment management: balances and windows of ad accounts.
import { unexpected, type Backend } from "../backend";
import type {
  AccountRow,
  AccountsPage,
  AccountsQuery,
  Freshness,
  PaymentManagement,
  Portfolio,
  Refusal,
} from "../bindings";
import type { Rehearsal } from "./rehearsal";
import {
  accounts,
  credits,
  money,
  refusalOfRole,
  refusalsOfAccount,
  stamp,
  workspaces,
  type Account,
} from "./world";

export class Balances {
  readonly book: Account[];
  readonly credits = credits();
  placeable = 2529000n;

  constructor(
    private readonly rehearsal: Rehearsal,
    count: number,
  ) {
    this.book = accounts(count);
  }

  commands(): Pick<Backend, "paymentManagement" | "accounts"> {
    return {
      paymentManagement: () => this.answer(() => this.#head()),
      accounts: (query) => {
        this.rehearsal.windows.push(query);
        return this.answer(() => this.#page(query));
      },
    };
  }

  currency(): string {
    return workspaces.find((one) => one.id === this.rehearsal.workspace)?.currency ?? "USD";
  }

  bcName(): string {
    return workspaces.find((one) => one.id === this.rehearsal.workspace)?.name ?? "";
  }

  seesFinances(): boolean {
    const role = this.rehearsal.acting().role;
    return (role.basic === "ADMIN" && !this.#strict()) || role.finance !== null;
  }

  roleRefusal(): Refusal | null {
    return refusalOfRole(this.rehearsal.acting(), this.#strict());
  }

  #strict(): boolean {
    return this.rehearsal.house.switches.get("STRICT_ADMIN") === true;
  }

  readOnlyRefusal(): Refusal[] {
    const why = this.rehearsal.readOnly;
    return why === null ? [] : [{ code: "READ_ONLY", why }];
  }

  freshness(): Freshness {
    const mood = this.rehearsal.mood;
    return {
      asOf: mood === "stale" ? stamp("08:10:00", -1) : stamp("10:39:00", this.rehearsal.daysLater),
      stale: mood === "stale",
      offline: mood === "offline",
      refreshing: false,
    };
  }

  find(id: string): Account {
    const account = this.book.find((one) => one.id === id);
    if (account === undefined) throw unexpected(id, "NOT_FOUND");
    return account;
  }

  /** The two accounts of the world that look alike, without the one named. */
  lookAlikes(id: string): Account[] {
    const name = this.find(id).name;
    const alike = (one: Account) =>
      one.name === name || (one.name.startsWith("Hazel") && name.startsWith("Hazel"));
    return this.book.filter((one) => one.id !== id && alike(one));
  }

  /** An account whose outcome is not known takes nothing more. */
  openRefusal(account: Account): Refusal[] {
    const open = this.rehearsal.history.open(account);
    return open === null ? [] : [{ code: "OUTCOME_OPEN", number: open.number }];
  }

  row(account: Account): AccountRow {
    const sees = this.seesFinances();
    const role = this.roleRefusal();
    const refusals = [
      ...(role === null ? [] : [role]),
      ...this.readOnlyRefusal(),
      ...refusalsOfAccount(account, this.currency()),
      ...this.openRefusal(account),
    ];
    const same = this.lookAlikes(account.id)[0]?.name === account.name;

    return {
      account: {
        id: account.id,
        name: account.name,
        likeness: same ? "SAME" : account.name.startsWith("Hazel") ? "SIMILAR" : "UNIQUE",
      },
      status: account.status,
      ownership: account.ownership,
      currency: account.currency,
      reservation: account.reservation,
      adCredit: sees ? money(account.adCredit, account.currency) : null,
      open: this.rehearsal.history.open(account),
      earliestEnd: account.end,
      cash: sees ? money(account.cash, account.currency) : null,
      ...this.#alert(account),
      mayAdd: refusals.length === 0,
      refusals,
    };
  }

  /** In a Payment Portfolio the rows point at the portfolio. */
  #alert(account: Account): Pick<AccountRow, "balanceAlert" | "alertByFigures"> {
    const word = (low: boolean) => (low ? "YES" : "NO");
    if (!this.seesFinances()) return { balanceAlert: "UNKNOWN", alertByFigures: null };
    if (this.rehearsal.workspace === "w2") return { balanceAlert: "PORTFOLIO", alertByFigures: null };

    return {
      balanceAlert: word(account.alert),
      alertByFigures: account.figures === undefined ? null : word(account.figures),
    };
  }

  /** Answers as the mood of the rehearsal wants. */
  answer<Data>(make: () => Data): Promise<Data> {
    if (this.rehearsal.mood === "loading") return new Promise(() => undefined);
    if (this.rehearsal.mood === "broken") return Promise.reject(unexpected("", "UNREACHABLE"));
    return Promise.resolve(make());
  }

  #head(): PaymentManagement {
    const usd = (hundredths: bigint) => money(hundredths, this.currency());
    const shared = this.rehearsal.workspace === "w2";
    const portfolio: Portfolio = {
      id: "7300000000000000001",
      name: "Norrsken shared funds",
      shared: true,
      cash: [usd(6148000n)],
      creditLineAvailable: usd(12000000n),
      creditLineTotal: usd(15000000n),
      balanceAlert: "NO",
      alertByFigures: "YES",
    };
    const line = shared ? 12000000n : 0n;

    return {
      bcId: "7200000000000000001",
      bcName: this.bcName(),
      currency: this.currency(),
      balances: !this.seesFinances()
        ? null
        : {
            placeable: usd(this.placeable - this.rehearsal.history.reserved()),
            reserved: usd(this.rehearsal.history.reserved()),
            earliestEnd: { left: usd(this.credits[0]?.left ?? 0n), date: "2026-11-30", days: 13 },
            account: usd(8712000n + line),
            holdsCreditLine: shared,
            remaining: usd(8340550n + line),
            notUsable: usd(371450n),
            cash: usd(6148000n),
            movableCash: usd(5811550n),
            voucher: usd(this.placeable + 35000n),
            frozenVoucher: usd(35000n),
            frozen: usd(300000n),
            tax: usd(71450n),
          },
      portfolios: shared ? [portfolio] : [],
      freshness: this.freshness(),
      notice: this.roleRefusal(),
      accounts: this.book.length,
      seesFinances: this.seesFinances(),
    };
  }

  #page(query: AccountsQuery): AccountsPage {
    const search = query.search.trim().toLowerCase();
    const book = this.rehearsal.mood === "empty" ? [] : this.book;
    const matched = book
      .filter((one) => `${one.name} ${one.id}`.toLowerCase().includes(search))
      .filter((one) => query.status === null || one.status === query.status)
      .filter((one) => query.ownership === null || one.ownership === query.ownership)
      .sort((a, b) => compare(key(a, query), key(b, query)) * (query.descending ? -1 : 1));
    const rows = matched.slice(query.offset, query.offset + query.limit).map((one) => this.row(one));

    return { total: book.length, matched: matched.length, offset: query.offset, rows };
  }
}

function key(account: Account, query: AccountsQuery): string | bigint | boolean {
  switch (query.sort) {
    case "AD_CREDIT":
      return account.adCredit;
    case "CASH":
      return account.cash;
    case "BALANCE_ALERT":
      return account.alert;
    case "STATUS":
      return account.status;
    case "EARLIEST_END":
      return account.end ?? "9999";
    case "NAME":
      return account.name.toLowerCase();
  }
}

function compare(a: string | bigint | boolean, b: string | bigint | boolean): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
