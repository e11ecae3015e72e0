// The rehearsal's credits: the list, one credit, and the forms that change it. The judging of fields is a sketch of the
// core's, enough to see each error at its field.
import { Failure, unexpected, type Backend } from "../backend";
import type { CreditAct, CreditDetail, CreditForm, CreditRow, Credits, HeldBy } from "../bindings";
import type { Rehearsal } from "./rehearsal";
import { detail, givenLots, unlistedRow } from "./lots-world";
import { money, parse, stamp } from "./world";

export class Lots {
  readonly book: CreditDetail[] = givenLots();
  /** TikTok's total in hundredths. */
  voucher = 2514000n;

  constructor(private readonly rehearsal: Rehearsal) {}

  commands(): Pick<
    Backend,
    "credits" | "credit" | "addCredit" | "correctCredit" | "revokeCredit" | "addAccountCredit"
  > {
    return {
      credits: () => this.rehearsal.balances.answer(() => this.#page()),
      credit: (id) => this.rehearsal.balances.answer(() => this.find(id)),
      addCredit: (form) => this.#enter(form, null),
      addAccountCredit: (account, origin, form) => this.#enter(form, { account, origin }),
      correctCredit: (id, form, reason) =>
        this.#change(id, "CORRECTED", reason, (old) => this.#made(id, form, reason, old)),
      revokeCredit: (id, reason) => {
        if (reason.trim() === "") return Promise.reject(wrong("reason", "MISSING"));
        return this.#change(id, "REVOKED", reason, (old) => ({
          ...old,
          revoked: reason,
          row: { ...old.row, status: "REVOKED", left: money(0n), lost: old.row.left },
        }));
      },
    };
  }

  find(id: string): CreditDetail {
    const found = this.book.find((one) => one.row.key === id);
    if (found === undefined) throw unexpected(id, "NOT_FOUND");
    return { ...found, mayEdit: this.mayEdit() };
  }

  mayEdit(): boolean {
    return this.rehearsal.balances.roleRefusal() === null;
  }

  #page(): Credits {
    const own = this.rehearsal.mood === "empty" ? [] : this.book.filter((one) => one.heldBy === null);
    const rows = own.map((one) => one.row).sort((a, b) => ((a.ends ?? "9") < (b.ends ?? "9") ? -1 : 1));
    const gone = (row: CreditRow) => ["EXHAUSTED", "EXPIRED", "REVOKED"].includes(row.status);
    const listed = rows.reduce((sum, row) => sum + (parse(row.left.plain) ?? 0n), 0n);
    const difference = this.voucher - listed;
    const sees = this.rehearsal.balances.seesFinances();
    const unlisted = difference > 0n ? [unlistedRow(difference)] : [];

    return {
      comparison: sees
        ? {
            voucher: money(this.voucher),
            listed: money(listed),
            difference: money(difference, "USD", difference !== 0n),
            sign: difference === 0n ? "AGREES" : difference > 0n ? "UNLISTED" : "LISTED_TOO_MUCH",
            open: money(this.rehearsal.history.reserved()),
          }
        : null,
      available: sees ? [...rows.filter((row) => !gone(row)), ...unlisted] : [],
      gone: sees ? rows.filter(gone) : [],
      freshness: this.rehearsal.balances.freshness(),
      mayEdit: this.mayEdit(),
      refusal: this.rehearsal.balances.roleRefusal(),
    };
  }

  #enter(form: CreditForm, heldBy: HeldBy | null): Promise<CreditDetail> {
    if (heldBy === null && form.kind === "ASSIGNABLE") {
      return Promise.reject(unexpected("", "ASSIGNABLE_REFUSED"));
    }
    const fault = judged(form);
    if (fault !== undefined) return Promise.reject(fault);
    const made = detail(`c${this.book.length + 1}`, form, { heldBy, by: this.rehearsal.acting().name });
    this.book.push(made);
    this.rehearsal.change(["CREDITS"]);

    return Promise.resolve(this.find(made.row.key));
  }

  #made(id: string, form: CreditForm, reason: string, old: CreditDetail): CreditDetail {
    const fault = judged(form, reason);
    if (fault !== undefined) throw fault;
    return { ...detail(id, form, { heldBy: old.heldBy, by: "" }), entries: old.entries };
  }

  #change(
    id: string,
    what: CreditAct,
    reason: string,
    make: (old: CreditDetail) => CreditDetail,
  ): Promise<CreditDetail> {
    try {
      const old = this.find(id);
      const by = this.rehearsal.acting().name;
      const entry = { entry: `9${old.entries.length}`, what, by, at: stamp("10:46:00"), reason };
      const made = make(old);
      this.book[this.book.findIndex((one) => one.row.key === id)] = {
        ...made,
        entries: [...old.entries, entry],
      };
      this.rehearsal.change(["CREDITS"]);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : unexpected(String(error)));
    }

    return Promise.resolve(this.find(id));
  }
}

/** Every field that is wrong, as the shell says it. */
function judged(form: CreditForm, reason = "none asked"): Failure | undefined {
  const dates = (["issued", "validFrom", "validUntil"] as const).filter(
    (field) => form[field] !== "" && !/^\d{4}-\d\d-\d\d$/.test(form[field]),
  );
  const found: [string, string][] = [
    ...(form.name.trim() === "" ? ([["name", "MISSING"]] as [string, string][]) : []),
    ...(parse(form.amount) === undefined ? ([["amount", "AMOUNT_INVALID"]] as [string, string][]) : []),
    ...dates.map((field): [string, string] => [field, "NOT_A_DATE"]),
    ...(reason.trim() === "" ? ([["reason", "MISSING"]] as [string, string][]) : []),
  ];
  const [first] = found;
  if (first === undefined) return undefined;

  return wrong(...first, Object.fromEntries(found.map(([field, reason]) => [`field.${field}`, reason])));
}

/** A fault about one field of a form. */
export function wrong(field: string, reason: string, all: Record<string, string> = {}): Failure {
  return new Failure({
    code: "FIELD_INVALID",
    params: { field, reason, ...all },
    act: "FIX_INPUT",
    money: "NOTHING_MOVED",
  });
}
