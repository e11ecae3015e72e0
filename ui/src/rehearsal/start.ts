// Starts a rehearsal in a browser: ?accounts=10000 scales it, ?member=p3, ?workspace=w2, ?long for the
// lengthened language, ?mood=loading|offline|stale|broken|empty for what the figures are like, ?next=UNKNOWN for what
// the next commit comes to, ?first for a first start, ?unknown for a lost answer, ?guard=UNGUARDED,
// ?evidence=NOTHING|ONE_UNCLEAR|SEVERAL|SECOND_LIST_DENIES|NEVER_LOOKED and ?wait=NOW|NOW_IF_LOOKED for what is known of it,
// ?proves for a proof at the next look, ?alarm=CONTRADICTED|DUPLICATE_SUSPECTED, ?again for an amount placed before,
// ?frozen=NOT_IN_CHAIN|NONE_KEPT|UNREADABLE, ?damaged, ?copy and ?broken for a journal that cannot be used.
import type { Backend } from "../backend";
import type { FrozenReason, Guard, NotExecuted, StateWord } from "../bindings";
import { englishSources, speak } from "../texts.svelte";
import type { Evidence } from "./outcomes";
import { lengthened } from "./pseudo";
import { Rehearsal, type Next } from "./rehearsal";

export function rehearse(wanted: URLSearchParams): Backend {
  const rehearsal = new Rehearsal(Number(wanted.get("accounts") ?? 38));
  if (wanted.has("long")) speak("en", englishSources().map(lengthened));
  rehearsal.member = wanted.get("member") ?? rehearsal.member;
  rehearsal.workspace = wanted.get("workspace") ?? rehearsal.workspace;
  rehearsal.mood = (wanted.get("mood") ?? rehearsal.mood) as Rehearsal["mood"];
  rehearsal.next = (wanted.get("next") ?? rehearsal.next) as Next;
  if (wanted.has("unknown")) rehearsal.unknown = ["148"];
  const { outcomes } = rehearsal.history;
  outcomes.evidence = (wanted.get("evidence") ?? outcomes.evidence) as Evidence;
  outcomes.wait = (wanted.get("wait") ?? outcomes.wait) as NotExecuted["kind"];
  outcomes.proves = wanted.has("proves");
  if (wanted.has("alarm")) rehearsal.alarms = [{ number: "121", state: wanted.get("alarm") as StateWord }];
  if (wanted.has("again")) {
    rehearsal.allocating.placed = rehearsal.balances.book.map(({ id }) => ({ account: id, amount: 50000n }));
  }
  rehearsal.house.guard = (wanted.get("guard") ?? rehearsal.house.guard) as Guard;
  if (wanted.has("frozen")) rehearsal.house.freeze((wanted.get("frozen") || "NOT_IN_CHAIN") as FrozenReason);
  if (wanted.has("damaged")) rehearsal.damaged = rehearsal.workspace;
  if (wanted.has("copy")) {
    rehearsal.damaged = rehearsal.workspace;
    rehearsal.readOnly = "LAST_GOOD";
  }
  if (wanted.has("broken")) {
    rehearsal.brokenAt = "417";
    rehearsal.readOnly = "BROKEN";
  }
  rehearsal.firstStart = wanted.has("first");

  return rehearsal.backend();
}
