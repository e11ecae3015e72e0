// Warnings of the review in words (R61–R64): what, what to compare, and what ticking the box says.
import type { ReviewWarning, Warning } from "../bindings";
import { moment } from "../dates";
import { plain } from "../kit/visible";
import { t, type Args } from "../texts.svelte";

/** What is unusual, in a few words. */
export function warningTitle(warning: Warning): string {
  if (warning.code === "SIMILAR_NAME" && warning.others.some((one) => one.account.likeness === "SAME")) {
    return t("warning-SAME_NAME", { count: warning.others.length });
  }
  return t(`warning-${warning.code}`, args(warning));
}

/** What to look at before ticking; empty where the title says it all. */
export function warningText(warning: Warning): string {
  return t(`warning-${warning.code}-text`, args(warning));
}

/** What a person says by ticking. */
export function acknowledgement(code: string): string {
  return t(`acknowledge-${code}`);
}

/** For the receipt: what was shown and ticked. */
export function acknowledgedText(code: string, warnings: ReviewWarning[]): string {
  const shown = warnings.find((one) => one.warning.code === code);
  const what = shown === undefined ? "" : warningTitle(shown.warning);
  return what === "" ? acknowledgement(code) : t("acknowledged", { what, said: acknowledgement(code) });
}

function args(warning: Warning): Args {
  switch (warning.code) {
    case "ENDS_SOON":
      return { days: warning.days };
    case "AT_RISK":
      return { expected: warning.expected.text, atRisk: warning.atRisk.text };
    case "RECENTLY_TROUBLED":
      return { at: moment(warning.at) };
    case "POSSIBLE_DUPLICATE":
      return {
        number: warning.number,
        at: moment(warning.at),
        by: plain(warning.by),
        amount: `${warning.amount.text} ${warning.amount.currency}`,
        credit: warning.creditName === null ? t("unlisted") : plain(warning.creditName),
      };
    case "SIMILAR_NAME":
      return { count: warning.others.length };
    case "STALE_FIGURES":
      return { at: moment(warning.asOf) };
    case "UNUSUAL_AMOUNT":
      return { median: `${warning.median.text} ${warning.median.currency}` };
    default:
      return {};
  }
}
