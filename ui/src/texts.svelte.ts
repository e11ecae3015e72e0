// Every sentence a person sees comes from locales/, through here. Texts are Fluent messages; arguments are plain
// text and are never read as markup. A sentence with parts that look different (a name, a bold amount) goes
// through kit-free <Words>, which asks `pieces` for the order of its parts in this language.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Args = Record<string, FluentVariable>;
/** A piece of a sentence: plain text, or the place of a part. */
export type Piece = { text: string } | { part: string };

const files = import.meta.glob<string>("./locales/en/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
let bundle = $state.raw(makeBundle("en", Object.values(files)));

/** The language spoken, as a tag for Intl. American English, whose short months have three letters. */
export function language(): string {
  const tag = bundle.locales[0] ?? "en";
  return tag === "en" ? "en-US" : tag;
}

/** The finished sentence for `id`. */
export function t(id: string, args: Args = {}): string {
  const message = bundle.getMessage(id);
  if (message?.value == null) return missing(id);
  const errors: Error[] = [];
  const text = bundle.formatPattern(message.value, args, errors);

  return errors.length === 0 ? text : missing(`${id}: ${String(errors[0])}`);
}

/** Whether there is a sentence for `id`: for texts chosen by a code from the core. */
export function has(id: string): boolean {
  return bundle.hasMessage(id);
}

/** The sentence cut at its `parts`, in the order this language puts them. */
export function pieces(id: string, parts: string[], args: Args = {}): Piece[] {
  const marks = Object.fromEntries(parts.map((part, at) => [part, `\uE000${at}\uE001`]));

  return t(id, { ...args, ...marks })
    .split(/(\uE000\d+\uE001)/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      const mark = /^\uE000(\d+)\uE001$/.exec(piece);
      return mark === null ? { text: piece } : { part: parts[Number(mark[1])] ?? "" };
    });
}

/** Speaks another language from now on; `sources` are the texts of its .ftl files. */
export function speak(language: string, sources: string[]): void {
  bundle = makeBundle(language, sources);
  document.documentElement.lang = language;
}

/** The texts of the built-in language, for tests that change every sentence at once. */
export function englishSources(): string[] {
  return Object.values(files);
}

function makeBundle(language: string, sources: string[]): FluentBundle {
  const made = new FluentBundle(language, { useIsolating: false });
  for (const source of sources) {
    const errors = made.addResource(new FluentResource(source));
    if (errors.length > 0) throw new Error(errors.map(String).join("; "));
  }

  return made;
}

function missing(what: string): string {
  if (import.meta.env.DEV) throw new Error(`text ${what}`);
  return what;
}
