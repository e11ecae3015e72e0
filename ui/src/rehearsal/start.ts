// Starts a rehearsal in a browser: ?accounts=10000 scales it, ?theme=dark, ?person=p3, ?workspace=w2, and
// ?state=loading|offline|stale|broken shows what the figures look like then. ?next=unknown scripts the next answer.
import type { Backend } from "../backend";
import { setTheme } from "../theme.svelte";
import { englishSources, speak } from "../texts.svelte";
import { lengthened } from "./pseudo";
import { Rehearsal } from "./rehearsal";

export function rehearse(wanted: URLSearchParams): Backend {
  const rehearsal = new Rehearsal(Number(wanted.get("accounts") ?? 38));
  const theme = wanted.get("theme");
  if (theme === "dark" || theme === "light") setTheme(theme);
  if (wanted.has("long")) speak("en", englishSources().map(lengthened));
  void rehearsal.actAs(wanted.get("person") ?? "p1");
  void rehearsal.chooseWorkspace(wanted.get("workspace") ?? "w1");
  rehearsal.loading = wanted.get("state") === "loading";
  rehearsal.broken = wanted.get("state") === "broken";
  if (wanted.get("state") === "offline") rehearsal.age = { at: "10:39", minutes: 90, state: "offline" };
  if (wanted.get("state") === "stale") rehearsal.age = { at: "16 Nov, 08:10", minutes: 1600, state: "stale" };
  const next = wanted.get("next");
  if (
    next === "unknown" ||
    next === "refused" ||
    next === "not_sent" ||
    next === "changed" ||
    next === "fault"
  ) {
    rehearsal.next = next;
  }

  return rehearsal;
}
