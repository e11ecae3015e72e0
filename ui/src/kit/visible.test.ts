// What cannot be seen is shown, what can be seen stays as it is.
import { plain, runs } from "./visible";

it.each([
  ["Kite \u202Emoc.elas", "Kite [U+202E]moc.elas"],
  ["Rune\u200BWorks", "Rune[U+200B]Works"],
  ["a\u00A0b", "a[U+00A0]b"],
  ["tab\there", "tab[U+0009]here"],
  ["\u{E0041}tag", "[U+E0041]tag"],
  ["bell\u0007", "bell[U+0007]"],
  ["filler\u3164", "filler[U+3164]"],
])("%j is read as %s", (name, shown) => {
  expect(plain(name)).toBe(shown);
});

it.each(["花蓮茶行 🍵", "👩‍👩‍👧 family", "❤️ heart", "محمصة القهوة", "<b>bold</b>", "naïve & co"])(
  "%s stays as it is",
  (name) => {
    expect(plain(name)).toBe(name);
    expect(runs(name)).toEqual([{ text: name, hidden: false }]);
  },
);

it("shows a joiner between letters", () => {
  expect(plain("pay\u200Dpal")).toBe("pay[U+200D]pal");
});

it("is quicker with Latin letters, and finds the same", () => {
  for (let code = 0; code < 0x250; code += 1) {
    const name = `a${String.fromCodePoint(code)}b`;
    expect(plain(`${name}花`)).toBe(`${plain(name)}花`);
  }
});
