// The two things a list that drops down must work out: where it stands and where a key leads.

/** Puts an open list under its button, or above it where there is more room, never outside the window. */
export function place(list: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const below = window.innerHeight - from.bottom - 12;
  const above = from.top - 12;
  const upwards = list.offsetHeight > below && above > below;

  list.style.minWidth = `${from.width}px`;
  list.style.maxWidth = `${Math.max(from.width, Math.min(420, window.innerWidth - 24))}px`;
  list.style.maxHeight = `${Math.min(320, upwards ? above : below)}px`;
  list.style.left = `${Math.max(12, Math.min(from.left, window.innerWidth - list.offsetWidth - 12))}px`;
  list.style.top = upwards ? "auto" : `${from.bottom + 4}px`;
  list.style.bottom = upwards ? `${window.innerHeight - from.top + 4}px` : "auto";
}

/** The place a movement key leads to, in a list of `count`; any other key stays. */
export function step(key: string, at: number, count: number): number {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + 8);
    case "PageUp":
      return Math.max(0, at - 8);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return at;
  }
}
