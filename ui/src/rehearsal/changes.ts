// The rehearsal's Changes: one entry of each kind, again and again.
import type { Change, ChangeRow, ChangesPage, ChangesQuery } from "../bindings";
import { money, stamp } from "./world";

const kinds: [string | null, Change][] = [
  ["Ottilie Brandt", { kind: "SWITCH_SET", name: "STRICT_ADMIN", on: true }],
  [
    null,
    {
      kind: "ROLE_SEEN",
      person: "Farid Haddad",
      before: { basic: "STANDARD", finance: null },
      after: { basic: "STANDARD", finance: "MANAGER" },
    },
  ],
  [
    null,
    { kind: "ROLE_SEEN", person: "Wen Li", before: null, after: { basic: "STANDARD", finance: "ANALYST" } },
  ],
  [
    "Ottilie Brandt",
    { kind: "CREDIT_ADDED", creditId: "c1", name: "Autumn reach grant", amount: money(500000n) },
  ],
  [
    "Farid Haddad",
    {
      kind: "CREDIT_CORRECTED",
      creditId: "c2",
      name: "Joint plan credit",
      amount: money(1500000n),
      reason: "The letter says 15,000.",
    },
  ],
  [
    "Ottilie Brandt",
    { kind: "CREDIT_REVOKED", creditId: "c3", name: "Spring <i>test</i>", reason: "Issued by mistake." },
  ],
  [
    "Ottilie Brandt",
    { kind: "OUTCOME_CLOSED", number: "140", executed: false, note: "Nothing on TikTok’s page." },
  ],
  ["Ottilie Brandt", { kind: "HEAD_ACCEPTED", kept: "417", note: "An older copy; <b>one</b> is missing." }],
  ["Farid Haddad", { kind: "HEAD_ACCEPTED", kept: null, note: "The disk was exchanged." }],
  [null, { kind: "OUTCOME_FOUND", number: "144", transactionId: "7573690412258810148" }],
  [null, { kind: "ALARM_RAISED", number: "140", contradicts: true, transactionId: "7573690412258810149" }],
  [null, { kind: "ALARM_RAISED", number: "121", contradicts: false, transactionId: "7573690412258810121" }],
  ["Ottilie Brandt", { kind: "ALARM_SEEN", number: "121", note: "Told the account team on 17 Nov." }],
  [null, { kind: "SESSION_OPENED" }],
  [null, { kind: "OTHER", entryKind: "checkpoint" }],
];

export function changes(query: ChangesQuery, total: number): ChangesPage {
  const rows = Array.from({ length: total }, (_, at): ChangeRow => {
    const [by, change] = kinds[at % kinds.length] ?? [null, { kind: "SESSION_OPENED" as const }];
    return {
      entry: String(610 - at * 4),
      at: stamp(`0${9 - (at % 9)}:12:44`, -Math.floor(at / 4)),
      by,
      change,
    };
  });

  return { total, offset: query.offset, rows: rows.slice(query.offset, query.offset + query.limit) };
}
