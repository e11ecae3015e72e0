// What is said of the copy of a journal's last good state.
import type { LastGood } from "../bindings";
import { moment } from "../dates";
import { t } from "../texts.svelte";

/** Of what time it is. */
export function newestOf(copy: LastGood): string {
  return copy.newest === null ? t("journal-good-empty") : moment(copy.newest);
}

/** How much it holds. */
export function holds(copy: LastGood): string {
  return t("journal-good-holds", { count: Number(copy.entries), at: newestOf(copy) });
}

/** What was written after it, as far as that is known. */
export function lacks(copy: LastGood): string {
  return copy.behind === null
    ? t("journal-good-behind-unknown")
    : t("journal-good-behind", { count: Number(copy.behind) });
}
