// The form of a credit: where it starts, and which field the shell found wrong. The core judges; here is only where to
// show it and in which words.
import type { CreditForm, CreditKind, Fault } from "../bindings";
import { has, t } from "../texts.svelte";

/** Fields that have a place of their own for what is wrong with them. */
export type FieldName = keyof CreditForm | "origin" | "reason";

/** A form with nothing in it. */
export function emptyForm(): CreditForm {
  return {
    name: "",
    amount: "",
    issued: "",
    validFrom: "",
    validUntil: "",
    kind: "FREE",
    restrictions: "",
    accounts: "ANY",
    accountIds: [],
    terms: "",
    fulfilled: false,
  };
}

/** The types that may be chosen: Business Center credits are never assignable (R79). */
export function kindsOf(elsewhere: boolean): CreditKind[] {
  return elsewhere ? ["FREE", "ASSIGNABLE", "CONDITIONAL"] : ["FREE", "CONDITIONAL"];
}

/** One sentence for each field that the fault names; undefined when the fault is about something else. */
export function fieldErrors(fault: Fault): Partial<Record<FieldName, string>> | undefined {
  if (fault.code === "ASSIGNABLE_REFUSED") return { kind: errorText("NEVER_ASSIGNABLE") };
  const fields = (fault.params["field"] ?? "").split(",").map((field) => known[key(field)]);
  const reasons = (fault.params["reason"] ?? "").split(",");
  const found = fields.flatMap((field, at) =>
    field === undefined ? [] : [[field, errorText(reasons[at] ?? "")] as const],
  );
  if (fault.code !== "FIELD_INVALID" || found.length === 0) return undefined;

  return Object.fromEntries(found);
}

/** Field names as the shell may write them, without case and marks. */
const known: Partial<Record<string, FieldName>> = {
  name: "name",
  amount: "amount",
  issued: "issued",
  validfrom: "validFrom",
  validuntil: "validUntil",
  kind: "kind",
  restrictions: "restrictions",
  accounts: "accountIds",
  accountids: "accountIds",
  terms: "terms",
  holder: "origin",
  origin: "origin",
  reason: "reason",
};

function key(field: string): string {
  return field
    .trim()
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}

function errorText(code: string): string {
  const id = `lot-error-${code.trim()}`;
  return t(has(id) ? id : "lot-error-OTHER");
}
