// The two explanations of a lost answer, each with what speaks for it in the last look. Neither is ever taken by time alone.
import type { UnknownOutcome } from "../bindings";
import { lasting } from "../dates";
import { t } from "../texts.svelte";

export interface Explanations {
  executed: string[];
  not: string[];
}

/** What speaks for each. `amount` with its currency, `waited` in seconds since the sending. */
export function explain(unknown: UnknownOutcome, amount: string, waited: number): Explanations {
  const look = unknown.looked;
  if (look === null) return { executed: [], not: [t("tx-not-never")] };
  const received = look.candidates.filter((one) => one.intoAccount).length;
  const paid = look.candidates.length - received;

  return {
    executed: [
      ...(received > 0 ? [t("tx-for-received", { count: received, amount })] : []),
      ...(paid > 0 ? [t("tx-for-paid", { count: paid, amount })] : []),
      ...(look.balanceSays === "MOVED" ? [t("tx-for-moved", { amount })] : []),
      ...(look.accountRaised ? [t("tx-for-raised")] : []),
      ...(look.witness === true ? [t("tx-for-second")] : []),
    ],
    not: [
      ...(received === 0 ? [noRecord(unknown, waited)] : [t("tx-not-outsider", { amount })]),
      ...(look.balanceSays === "NOT_MOVED" ? [t("tx-not-moved")] : []),
      ...(look.balanceSays === "UNCLEAR" ? [t("tx-not-unclear")] : []),
      ...(look.accountRaised ? [] : [t("tx-not-raised")]),
      ...(look.witness === false ? [t("tx-not-second")] : []),
    ],
  };
}

/** No record means the more, the longer records have had. */
function noRecord(unknown: UnknownOutcome, waited: number): string {
  const slowest = unknown.appearances?.slowestSeconds;
  if (slowest === undefined) return t("tx-not-record");
  return t(waited > slowest ? "tx-not-record-late" : "tx-not-record-yet", { slowest: lasting(slowest) });
}
