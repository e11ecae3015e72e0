// Where two names or IDs differ, so that a person sees it at once (R64).
import type { LookAlike } from "../bindings";

/** The stretch in the middle that two names do not share, in characters: [from, to) of the first and of the second. */
export function differing(one: string, other: string): [[number, number], [number, number]] {
  const [a, b] = [Array.from(one), Array.from(other)];
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shortest - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;

  return [
    [start, a.length - end],
    [start, b.length - end],
  ];
}

/** Places of the digits that differ in an ID. */
export function differingDigits(id: string, alike: LookAlike): number[] {
  const from = alike.sharedPrefix;
  const to = id.length - alike.sharedSuffix;

  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
