// Text from outside, made safe to look at: what cannot be seen (controls, direction marks, fillers, odd spaces)
// becomes its code point, so that no name can pretend to be another. Emoji keep their joiners.

/** A stretch of plain text, or one code point that must be shown as a box. */
export interface Run {
  text: string;
  hidden: boolean;
}

const unseen =
  /\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}|\p{Cn}|\p{Zl}|\p{Zp}|\u00A0|\u115F|\u1160|[\u2000-\u200A]|\u202F|\u205F|\u2800|\u3164|\uFFA0|\u034F|[\uFE00-\uFE0E]/u;
const pictograph = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)/u;

/** Nearly every name is made of these alone. */
const plainLetters = /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u024F]+$/;

/** Splits a name into what is shown as it is and what is shown as a box. */
export function runs(text: string): Run[] {
  if (plainLetters.test(text)) return [{ text, hidden: false }];
  const found: Run[] = [];
  const points = Array.from(text);
  points.forEach((point, at) => {
    const hidden = unseen.test(point) && !joinsEmoji(points, at);
    const last = found.at(-1);
    if (!hidden && last?.hidden === false) last.text += point;
    else found.push({ text: hidden ? codePoint(point) : point, hidden });
  });

  return found;
}

/** The same as one string, for accessible names and copied text: "Kite [U+202E]moc". */
export function plain(text: string): string {
  return runs(text)
    .map((run) => (run.hidden ? `[${run.text}]` : run.text))
    .join("");
}

function joinsEmoji(points: string[], at: number): boolean {
  return (
    points[at] === "\u200D" && pictograph.test(points[at - 1] ?? "") && pictograph.test(points[at + 1] ?? "")
  );
}

function codePoint(point: string): string {
  return `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
