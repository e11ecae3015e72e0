// A language that does not exist: every text grows by about 40 %, as German does, and gets accents, so that a layout
// that depends on the length of English words breaks in a test. Placeables and message ids stay as they are.

const accents: Record<string, string> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ö",
  u: "ü",
  A: "Â",
  E: "Ê",
  O: "Ö",
  U: "Ü",
};

/** The same Fluent source with longer texts. */
export function lengthened(source: string): string {
  return source
    .split("\n")
    .map((line) => {
      const message = /^([\w-]+ = )(.*)$|^(\s+\*?\[\w+\] )(.*)$|^(\s+)([^\s{}*[.].*)$/.exec(line);
      if (line.startsWith("#") || message === null) return line;
      const [, id, text, variant, variantText, indent, rest] = message;
      return `${id ?? variant ?? indent ?? ""}${grow(text ?? variantText ?? rest ?? "")}`;
    })
    .join("\n");
}

function grow(text: string): string {
  return text
    .split(/(\{[^}]*\}?)/)
    .map((piece) => (piece.startsWith("{") ? piece : piece.replace(/[A-Za-z]{3,}/g, growWord)))
    .join("");
}

function growWord(word: string): string {
  const accented = Array.from(word, (letter) => accents[letter] ?? letter).join("");
  const extra = Math.ceil(word.length * 0.4);

  return accented + word.slice(-extra).toLowerCase();
}
