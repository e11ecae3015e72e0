// For tests of screens: puts a rehearsal in place, starts the frame's store, and looks for what axe can see. Colours are
// computed in tokens.test.ts, because jsdom paints nothing.
import axe from "axe-core";
import { use } from "../backend";
import { desk } from "../frame/desk.svelte";
import { Rehearsal } from "./rehearsal";

/** A rehearsal in place behind the window, changed by `set` before anything is asked. */
export async function rehearsing(set: (rehearsal: Rehearsal) => void = () => undefined): Promise<Rehearsal> {
  document.documentElement.lang = "en";
  const rehearsal = new Rehearsal();
  set(rehearsal);
  use(rehearsal.backend());
  desk.fault = undefined;
  desk.said = undefined;
  desk.start();
  await Promise.resolve();

  return rehearsal;
}

/** Rules about what paints nothing here, and about landmarks, which belong to the frame around a screen. */
const frames = ["color-contrast", "region", "landmark-no-duplicate-banner", "landmark-unique"];

/** What axe finds wrong, in both themes: empty when clean. */
export async function faultsSeen(root: Element = document.body): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ["light", "dark"]) {
    document.documentElement.dataset["theme"] = theme;
    const { violations } = await axe.run(root, {
      rules: Object.fromEntries(frames.map((rule) => [rule, { enabled: false }])),
    });
    found.push(...violations.map((one) => `${theme}: ${one.id} ${one.nodes.map((n) => n.html).join(" ")}`));
  }

  return found;
}
