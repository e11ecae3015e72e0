// A fault in words: what is wrong, and what to do next.
import type { Fault } from "../backend";
import { has, t } from "../texts.svelte";

/** One or two finished sentences. Unknown codes fall back to a general sentence that names the code. */
export function faultText(fault: Fault): string {
  const what = has(`fault-${fault.code}`) ? t(`fault-${fault.code}`) : t("fault-other", { code: fault.code });

  return `${what} ${t(`advice-${fault.advice}`)}`;
}
