// Opens the whole window on a rehearsal, for tests: as a person would find it, at one of its places.
import { render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import App from "../App.svelte";
import { use } from "../backend";
import { adding } from "../add-balance/adding.svelte";
import { href, type Screen } from "../routes.svelte";
import { Rehearsal } from "./rehearsal";

/** The window at a screen, with its rehearsal. */
export async function open(
  rehearsal = new Rehearsal(),
  place: Screen = "payment-management",
  ...rest: string[]
): Promise<Rehearsal> {
  adding.close();
  use(rehearsal.backend());
  location.hash = href(place, ...rest);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  render(App);
  await screen.findByRole("heading", { level: 1 });

  return rehearsal;
}

/** What axe finds in the page as it is now. Contrast is computed from the tokens, and jsdom has no layout. */
export async function axeFinds(): Promise<string[]> {
  const { violations } = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
  return violations.map(
    (found) => `${found.id}: ${found.help}: ${found.nodes.map((node) => node.html).join(" ")}`,
  );
}
