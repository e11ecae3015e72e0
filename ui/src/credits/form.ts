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
  if (fault.code !== "FIELD_INVALID") return undefined;
  const { field: first = "", reason = "" } = fault.params;
  const named = Object.entries({ [`field.${first}`]: reason, ...fault.params }).flatMap(([name, code]) => {
    const field = places[name.replace(/^field\./, "")];
    return name.startsWith("field.") && field !== undefined ? [[field, errorText(code)] as const] : [];
  });

  return named.length === 0 ? undefined : Object.fromEntries(named);
}

/** Where each field of the shell's is shown. */
const places: Partial<Record<string, FieldName>> = {
  name: "name",
  amount: "amount",
  issued: "issued",
  validFrom: "validFrom",
  validUntil: "validUntil",
  kind: "kind",
  restrictions: "restrictions",
  accountIds: "accountIds",
  terms: "terms",
  account: "origin",
  reason: "reason",
};

function errorText(code: string): string {
  const id = `lot-error-${code}`;
  return t(has(id) ? id : "lot-error-OTHER");
}
