// A fault in words: what is wrong, whether money moved, and what to do next.
import type { Fault } from "../bindings";
import { t } from "../texts.svelte";

/** Two or three finished sentences. */
export function faultText(fault: Fault): string {
  const what = t(`fault-${fault.code}`, fault.params);

  return `${what} ${t(`money-${fault.money}`)} ${t(`act-${fault.act}`)}`;
}
