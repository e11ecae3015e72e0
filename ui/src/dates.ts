// Days and moments in words. The shell sends days as "2026-11-30" and moments with the clock on the wall of their
// zone; nothing here knows what time it is now.
import type { Stamp } from "./bindings";
import { language, t } from "./texts.svelte";

/** "30 Nov 2026". */
export function day(date: string): string {
  return t("date-day", parts(date));
}

/** "30 Nov", where the year goes without saying. */
export function shortDay(date: string): string {
  return t("date-day-short", parts(date));
}

/** "10:39". */
export function time(stamp: Stamp): string {
  return stamp.local.slice(11, 16);
}

/** "10:43:50". */
export function exactTime(stamp: Stamp): string {
  return stamp.local.slice(11, 19);
}

/** "17 Nov 2026, 10:45". */
export function moment(stamp: Stamp): string {
  return t("date-moment", { day: day(stamp.local), time: time(stamp) });
}

/** "17 Nov 2026, 10:45:31 UTC−05:00", where the zone decides. */
export function exactMoment(stamp: Stamp): string {
  return t("date-moment-zone", { day: day(stamp.local), time: exactTime(stamp), zone: stamp.zone });
}

/** "Tue 17 Nov 2026, 10:42" of milliseconds since 1970 that count a wall clock as if it were UTC. */
export function wallMoment(wall: number): string {
  const text = new Date(wall).toISOString();
  return t("date-clock", {
    weekday: word(text, "weekday"),
    day: day(text),
    time: text.slice(11, 16),
  });
}

/** How long something takes that is still going on, as near as it matters: "40 s", "6 min", "3 h", "2 days". */
export function about(seconds: number): string {
  return lasting(seconds < 120 ? seconds : Math.round(seconds / 60) * 60);
}

/** How long something took: "40 s", "6 min 10 s", "23 min", "3 h 5 min", "2 days". */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("date-seconds", { seconds: whole });
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 10 && rest > 0) return t("date-minutes-seconds", { minutes, seconds: rest });
  if (minutes < 60) return t("date-minutes", { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 10 && minutes % 60 > 0) return t("date-hours-minutes", { hours, minutes: minutes % 60 });

  return hours < 48 ? t("date-hours", { hours }) : t("date-days", { days: Math.floor(hours / 24) });
}

/** A wall clock as milliseconds, for differences. */
export function wall(stamp: Stamp): number {
  return Date.parse(`${stamp.local}Z`);
}

function parts(date: string): { day: string; month: string; year: string } {
  return {
    day: date.slice(8, 10).replace(/^0/, ""),
    month: word(date, "month"),
    year: date.slice(0, 4),
  };
}

/** Kept, because the engine takes a thousand times longer to make one than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function word(date: string, part: "month" | "weekday"): string {
  const key = `${language()} ${part}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(language(), { [part]: "short", timeZone: "UTC" });
  formats.set(key, format);

  return format.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
}
