// The rehearsal's pages of single ad accounts: Payment, Promotions, history.
import type { Backend } from "../backend";
import type { AdAccount, AllocationRow, CameFrom, Payment, Promotion, StateWord } from "../bindings";
import type { Rehearsal } from "./rehearsal";
import { money, stamp, type Account } from "./world";

const restrictions = "Auction campaigns in the United States, Canada and Mexico.";

export class Pages {
  constructor(private readonly rehearsal: Rehearsal) {}

  commands(): Pick<Backend, "account"> {
    return {
      account: (id) => this.rehearsal.balances.answer(() => this.#page(this.rehearsal.balances.find(id))),
    };
  }

  #page(account: Account): AdAccount {
    const { balances } = this.rehearsal;
    const row = balances.row(account);
    const sees = balances.seesFinances();
    const empty = this.rehearsal.mood === "empty";
    const filled = sees && !empty && account.adCredit > 0n;

    return {
      card: {
        account: row.account,
        status: account.status,
        statusWord: `STATUS_${account.status}`,
        ownership: account.ownership,
        bcName: balances.bcName(),
        reservation: account.reservation,
        currency: account.currency,
        zone: "UTC−05:00",
        zoneName: "America/New_York",
        portfolio: this.rehearsal.workspace === "w2" ? "Norrsken shared funds" : null,
      },
      freshness: balances.freshness(),
      mayAdd: row.mayAdd,
      refusals: row.refusals,
      open: row.open,
      payment: sees && !empty ? this.#payment(account) : null,
      promotions: {
        available: filled ? this.#available(account) : [],
        earning: filled ? [earning()] : [],
        notAvailable: filled ? [summer(), revoked()] : [],
      },
      history: filled ? history(account) : [],
      mayEnterCredit: balances.roleRefusal() === null,
    };
  }

  #payment(account: Account): Payment {
    const usd = (hundredths: bigint) => money(hundredths, account.currency);
    const shared = this.rehearsal.workspace === "w2";
    const rows = account.adCredit === 0n ? [] : this.#available(account);
    const used = account.adCredit === 0n ? 0n : 33000n;

    return {
      adCredit: usd(account.adCredit),
      usableAdCredit: usd(account.adCredit),
      cash: usd(account.cash),
      usableCash: usd(account.cash > 7000n ? account.cash - 7000n : 0n),
      tax: usd(account.cash > 7000n ? 7000n : account.cash),
      frozen: usd(0n),
      cashIsShared: shared,
      creditLine: shared
        ? { kind: "TOLD", amount: usd(12000000n), shared: true }
        : account.reservation
          ? { kind: "NOT_TOLD" }
          : { kind: "NONE" },
      spentInOrder: ["AD_CREDIT", "CASH", "CREDIT_LINE"],
      details: {
        rows: rows.map((row) => ({
          name: row.name,
          cameFrom: row.cameFrom,
          kind: row.kind,
          amount: row.amount,
          used: row.used,
          left: row.unused,
          ends: row.validUntil,
          restrictions: row.restrictions,
        })),
        amount: usd(account.adCredit + used),
        used: usd(used),
        left: usd(account.adCredit),
        reported: usd(account.adCredit),
        reportedAt: stamp("10:39:00"),
      },
    };
  }

  #available(account: Account): Promotion[] {
    const coupon = this.rehearsal.lots.find("c9");
    const held = coupon.heldBy?.account === account.id && coupon.row.status === "ACTIVE";
    const elsewhere: CameFrom = {
      kind: "ELSEWHERE",
      origin: "INCENTIVE_CENTER",
      entered: stamp("09:30:00", -28),
      creditId: "c9",
    };
    const grant = money(account.adCredit + 33000n - (held ? 15000n : 0n), account.currency);
    const unused = money(account.adCredit - (held ? 15000n : 0n), account.currency);

    return [
      {
        ...plainPromotion("Autumn reach grant", allocated("131")),
        amount: grant,
        used: money(33000n, account.currency),
        unused,
        percentSpent: 55,
      },
      ...(held
        ? [
            {
              ...plainPromotion(coupon.form.name, elsewhere),
              kind: coupon.form.kind,
              mustBeAssigned: true,
              fulfilled: coupon.form.fulfilled,
              restrictions: "",
              validFrom: "2026-10-20",
              validUntil: "2027-01-18",
              amount: money(15000n),
              unused: money(15000n),
            },
          ]
        : []),
    ];
  }
}

function plainPromotion(name: string | null, cameFrom: CameFrom): Promotion {
  return {
    name,
    kind: "FREE",
    mustBeAssigned: false,
    fulfilled: false,
    restrictions,
    validFrom: "2026-11-04",
    validUntil: "2026-11-30",
    amount: money(60000n),
    used: money(0n),
    unused: money(60000n),
    percentSpent: 0,
    whyNot: null,
    cameFrom,
  };
}

function allocated(number: string): CameFrom {
  return { kind: "ALLOCATION", number, at: stamp("15:02:00", -13) };
}

function earning(): Promotion {
  return {
    ...plainPromotion("Spend 500, get 200", { kind: "UNEXPLAINED" }),
    kind: "CONDITIONAL",
    amount: money(20000n),
    unused: money(20000n),
    validUntil: null,
  };
}

function summer(): Promotion {
  return {
    ...plainPromotion("Summer launch grant", allocated("98")),
    validUntil: "2026-10-31",
    used: money(60000n),
    unused: money(0n),
    percentSpent: 100,
    whyNot: "EXPIRED",
  };
}

function revoked(): Promotion {
  return { ...plainPromotion(null, allocated("77")), restrictions: "", whyNot: "REVOKED" };
}

function history(account: Account): AllocationRow[] {
  const line = (number: string, days: number, state: StateWord, note: string | null): AllocationRow => ({
    number,
    at: stamp("15:02:00", days),
    account: { id: account.id, name: account.name, likeness: "UNIQUE" },
    amount: money(60000n, account.currency),
    creditName: number === "98" ? null : "Autumn reach grant",
    ends: "2026-11-30",
    by: "Farid Haddad",
    note,
    state,
  });

  return [
    line("140", -5, "FOUND", "Autumn push, agreed with Ines on 12 Nov"),
    line("131", -13, "ALLOCATED", "Launch of the winter range"),
    line("98", -40, "REFUSED", null),
  ];
}
