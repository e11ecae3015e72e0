// The texts: every one that is asked for is there, each group has a note for the translator, and a language whose words
// are much longer can be spoken.
import { readdirSync, readFileSync } from "node:fs";
import { screen } from "@testing-library/svelte";
import { open } from "./rehearsal/open";
import { lengthened } from "./rehearsal/pseudo";
import { englishSources, has, pieces, speak, t } from "./texts.svelte";

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.(svelte|ts)$/.test(file) && !file.endsWith(".test.ts") && !file.startsWith("rehearsal"),
);
const asked = files.flatMap((file) =>
  [...readFileSync(`src/${file}`, "utf8").matchAll(/\bt\(\s*"([\w-]+)"/g)].map(([, id = ""]) => id),
);

afterEach(() => speak("en", englishSources()));

it.each([...new Set(asked)])("%s is there", (id) => {
  expect(has(id)).toBe(true);
});

it.each(readdirSync("src/locales/en"))("%s tells the translator what it is about", (file) => {
  expect(readFileSync(`src/locales/en/${file}`, "utf8")).toMatch(/^### /);
});

it("leaves the order of parts to the language", () => {
  expect(pieces("sentence-move", ["amount", "credit", "from", "to", "id"])).toEqual([
    { text: "Move " },
    { part: "amount" },
    { text: " of ad credit " },
    { part: "credit" },
    { text: " from " },
    { part: "from" },
    { text: " to " },
    { part: "to" },
    { text: ", " },
    { part: "id" },
    { text: ", for good." },
  ]);
});

it("never reads an argument as markup or as another placeable", () => {
  expect(t("row-account", { name: "{ $id } <b>x</b>", id: "1" })).toBe("{ $id } <b>x</b>, 1");
});

it("speaks a longer language without a missing text", async () => {
  const before = t("final").length;
  speak("en", englishSources().map(lengthened));
  expect(t("final").length).toBeGreaterThan(before * 1.25);
  await open();
  expect(await screen.findByRole("searchbox", { name: t("search-accounts") })).toBeInTheDocument();
});
