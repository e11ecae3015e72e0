// An account with an outcome that is not known: its ad credit as a range, and what the ends of it are.
import type { AmountRange, OpenOutcome } from "./bindings";
import { t } from "./texts.svelte";

/** "420.00 – 920.00". */
export function rangeText(range: AmountRange): string {
  return t("amount-range", { from: range.without.text, to: range.with.text });
}

/** "420.00 without allocation 148, 920.00 with it." */
export function rangeMeans(open: OpenOutcome): string {
  if (open.adCredit === null) return "";
  const { without, with: most } = open.adCredit;

  return t("amount-range-means", { from: without.text, to: most.text, number: open.number });
}
