// Copies an allocation as text, and says so.
import { asFault } from "../asked.svelte";
import type { Allocation } from "../bindings";
import { copy } from "../clipboard";
import { desk } from "../frame/desk.svelte";
import { t } from "../texts.svelte";
import { asText } from "./facts";

export async function copyAsText(allocation: Allocation): Promise<void> {
  try {
    await copy(asText(allocation));
    desk.said = t("tx-copied", { number: allocation.number });
  } catch (error) {
    desk.fault = asFault(error);
  }
}
