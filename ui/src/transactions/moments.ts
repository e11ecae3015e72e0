// Moments as near as a person needs them: the clock for today, the day as well for any other.
import type { Stamp } from "../bindings";
import { exactTime, shortDay, time, wall } from "../dates";
import { t } from "../texts.svelte";

/** Seconds count while so much is still happening. */
const soon = 5 * 60 * 1000;

/** "11:33" today, "18 Nov, 10:33" on another day; "10:33:22" where it is soon after `from`. `now` counts the wall clock. */
export function near(stamp: Stamp, now: number, from: Stamp): string {
  const [day, clock] = apart(stamp, now, from);

  return day === undefined ? clock : t("date-moment", { day, time: clock });
}

/** The same in two pieces, the day where it is not today. */
export function apart(stamp: Stamp, now: number, from: Stamp): [string | undefined, string] {
  const today = new Date(now).toISOString().slice(0, 10);
  const day = stamp.local.startsWith(today) ? undefined : shortDay(stamp.local);

  return [day, wall(stamp) - wall(from) < soon ? exactTime(stamp) : time(stamp)];
}
