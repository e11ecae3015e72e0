// Light or dark: as the system says, or as chosen in Settings.

export type Theme = "system" | "light" | "dark";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let choice: Theme = $state("system");

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
  const shown = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset["theme"] = shown;
}
