// Where the window is: a path in the address after #. Links are ordinary links: href(["ad-account", id]).

/** The screens; the first one opens at the start. */
export const screens = [
  "payment-management",
  "ad-account",
  "transactions",
  "credits",
  "users",
  "settings",
] as const;
export type Screen = (typeof screens)[number];

/** A place: a screen, and what it shows (an ID, a tab). */
export interface Route {
  screen: Screen;
  rest: string[];
}

let current = $state.raw(parse(location.hash));
window.addEventListener("hashchange", () => (current = parse(location.hash)));

/** The place the window shows now. */
export function route(): Route {
  return current;
}

/** The address of a place, for links. */
export function href(screen: Screen, ...rest: string[]): string {
  return `#/${[screen, ...rest].map(encodeURIComponent).join("/")}`;
}

/** Goes to a place, as a link would. */
export function go(screen: Screen, ...rest: string[]): void {
  location.hash = href(screen, ...rest);
}

function parse(hash: string): Route {
  const [name = "", ...rest] = hash
    .replace(/^#\/?/, "")
    .split("/")
    .map((part) => decodeURIComponent(part));
  const screen = screens.find((known) => known === name) ?? screens[0];

  return { screen, rest };
}
