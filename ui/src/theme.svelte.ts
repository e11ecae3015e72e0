// Light or dark: as the system says, or as chosen in Settings.
import type { Theme } from "./bindings";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let choice: Theme = $state("SYSTEM");

dark.addEventListener("change", apply);
apply();

/** The choice in force. */
export function theme(): Theme {
  return choice;
}

/** Takes a choice and shows it at once. */
export function setTheme(next: Theme): void {
  choice = next;
  apply();
}

function apply(): void {
  const system = dark.matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = choice === "SYSTEM" ? system : choice.toLowerCase();
}
