// The made-up credits of the rehearsal: each state once, long and hostile texts among them.
import type { CreditDetail, CreditForm, CreditRow, CreditStatus, HeldBy } from "../bindings";
import { emptyForm } from "../credits/form";
import { money, parse, stamp } from "./world";

const terms =
  "Valid for auction campaigns delivered in the United States, Canada and Mexico. Not valid for reservation buying, political content or age-restricted goods. Unused value is forfeited at the end date.";

interface Facts {
  heldBy?: HeldBy | null;
  by?: string;
  status?: CreditStatus;
  days?: number | null;
  allocated?: bigint;
  lost?: bigint;
  allocations?: number;
}

/** A credit from its form and what became of it. */
export function detail(key: string, form: CreditForm, facts: Facts = {}): CreditDetail {
  const amount = parse(form.amount) ?? 0n;
  const [allocated, lost] = [facts.allocated ?? 0n, facts.lost ?? 0n];
  const ends = form.validUntil === "" ? null : form.validUntil;

  return {
    row: {
      key,
      name: form.name,
      kind: form.kind,
      status: facts.status ?? "ACTIVE",
      ends,
      days: facts.days ?? null,
      left: money(amount - allocated - lost),
      amount: money(amount),
      lost: money(lost),
    },
    allocated: money(allocated),
    allocations: facts.allocations ?? (allocated > 0n ? 3 : 0),
    endsAt: ends === null ? null : { at: `${ends}T23:59:59Z`, local: `${ends}T23:59:59`, zone: "UTC−05:00" },
    form,
    heldBy: facts.heldBy ?? null,
    revoked: facts.status === "REVOKED" ? "Letter of 2 Nov 2026: issued twice." : null,
    entries: [
      {
        entry: "12",
        what: "ADDED",
        by: facts.by ?? "Ines Castellanos",
        at: stamp("09:00:00", -77),
        reason: null,
      },
    ],
    mayEdit: true,
  };
}

/** The row that stands for what no entry explains. */
export function unlistedRow(left: bigint): CreditRow {
  return {
    key: "unlisted",
    name: null,
    kind: null,
    status: "UNEXPLAINED",
    ends: null,
    days: null,
    left: money(left),
    amount: null,
    lost: money(0n),
  };
}

/** The credits at the start. */
export function givenLots(): CreditDetail[] {
  const form = (name: string, amount: string, validUntil: string, more: Partial<CreditForm> = {}) => ({
    ...emptyForm(),
    name,
    amount,
    issued: "2026-08-28",
    validFrom: "2026-09-01",
    validUntil,
    restrictions: terms,
    terms: "Settlement letter, 28 Aug 2026",
    ...more,
  });

  return [
    detail("c1", form("Autumn reach grant", "20000.00", "2026-11-30"), {
      status: "EXPIRING",
      days: 13,
      allocated: 1735000n,
      allocations: 23,
    }),
    detail("c2", form("Q4 joint plan credit", "30000.00", "2026-12-31"), { allocated: 1566000n, days: 44 }),
    detail(
      "c3",
      form("New-format test credit \u202Etiderc", "5000.00", "2027-01-13", {
        kind: "CONDITIONAL",
        accounts: "EXCEPT",
        accountIds: ["7318442099173042117", "7318442099173042171"],
        restrictions: "Only for campaigns of the new format.\n<b>At least 3 creatives each.</b>",
      }),
      { allocated: 10000n, allocations: 1, days: 57 },
    ),
    detail("c4", form("Make-good, case 20817", "2500.00", "", { restrictions: "", terms: "" }), {}),
    detail("c5", form("Winter grant", "0.00", "2027-03-31"), { status: "NOT_YET_VALID", days: 134 }),
    detail("c6", form("Creator week grant", "1500.00", "2026-11-30"), {
      status: "EXHAUSTED",
      allocated: 150000n,
    }),
    detail("c7", form("Summer launch grant", "12000.00", "2026-10-31"), {
      status: "EXPIRED",
      allocated: 1136000n,
      lost: 64000n,
    }),
    detail("c8", form("Double issue", "800.00", "2026-12-15"), { status: "REVOKED", lost: 80000n }),
    detail("c9", form("Creator trial coupon", "150.00", "2027-01-18", { kind: "ASSIGNABLE" }), {
      heldBy: { account: "7318442099173042117", origin: "INCENTIVE_CENTER" },
    }),
  ];
}
