// Which rows of a long table exist in the page: those in sight and a few more, never more than 60. A row that leaves is
// used again for one that comes; the row that has the focus stays what it is. While the table moves, rows stay where they
// are in the page, because taking one out and putting it in elsewhere costs more than all else; at rest they stand in order.
import { flushSync, untrack } from "svelte";
import { boxHeight, showing, sight } from "./sight";

const mostRows = 58;
const spareRows = 8;
/** Milliseconds without scrolling after which the rows are put in order, for those who read or step through the page. */
const restAfter = 150;
/** Where the engine tells no size (a hidden window, a test), rows for this height are kept. */
const assumedView = 600;

/** A row in the page, and which row of the table it shows now. */
export class Slot {
  index = $state(0);

  constructor(
    readonly id: number,
    index: number,
  ) {
    this.index = index;
  }
}

export class Windowed {
  /** The rows to render; in the table's order when nothing moves. */
  slots: Slot[] = $state.raw([]);
  /** First and last row in sight or near it, without the held one. */
  range: [number, number] = $state.raw([0, 0]);
  /** How far up the rows are moved, where the table is taller than a box can be. */
  shift = $state(0);
  /** The row that has the focus. */
  held: number | undefined = $state();

  #count: () => number;
  #height: () => number;
  #element: HTMLElement | undefined;
  #top = 0;
  /** Nothing is told before the first layout, and asking would bring it forward. */
  #view = $state(assumedView);
  /** Rows that nobody sees yet can wait until the first picture is there. */
  #spare = $state(0);
  #made = 0;
  #rest: number | undefined;

  constructor(count: () => number, height: () => number) {
    this.#count = count;
    this.#height = height;
  }

  /** The height of the box around the rows. */
  get box(): number {
    return boxHeight(this.#count(), this.#height());
  }

  /** Follows the scrolling element for as long as it exists. */
  attach = (element: HTMLElement) => {
    this.#element = element;
    const follow = () => {
      this.#top = element.scrollTop;
      this.#spare = spareRows;
      this.#place();
    };
    element.addEventListener("scroll", follow, { passive: true });
    const sizes = watchHeight(element, (height) => {
      this.#view = height > 0 ? height : assumedView;
    });
    if (sizes === undefined) this.#spare = spareRows;
    const later = window.setTimeout(() => (this.#spare = spareRows), 300);
    $effect(() => {
      void [this.#count(), this.#height(), this.#view, this.#spare, this.held];
      untrack(() => this.#place());
    });

    return () => {
      element.removeEventListener("scroll", follow);
      sizes?.disconnect();
      window.clearTimeout(later);
      window.clearTimeout(this.#rest);
      this.#element = undefined;
    };
  };

  /** Scrolls just far enough that a row is in sight. */
  show(index: number) {
    const element = this.#element;
    if (element === undefined) return;
    const head = this.#height();
    this.#top = showing(this.#count(), this.#height(), index, this.#top, this.#view, head);
    element.scrollTop = this.#top;
    this.#place();
  }

  /** Makes the row of the focus anew, without the focus: it stands for something else now. */
  renewHeld() {
    this.slots = this.slots.map((slot) => (slot.index === this.held ? this.#make(slot.index) : slot));
    this.held = undefined;
  }

  #place() {
    const count = this.#count();
    const { first, last, shift } = sight(count, this.#height(), this.#top, this.#view);
    const spare = Math.max(0, Math.min(this.#spare, Math.floor((mostRows - (last - first + 1)) / 2)));
    const [from, to] = [Math.max(0, first - spare), Math.min(count - 1, last + spare)];
    const wanted = new Set(Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at));
    const held = this.held;
    if (held !== undefined && held < count) wanted.add(held);
    this.shift = shift;
    if (this.range[0] !== from || this.range[1] !== Math.max(0, to)) this.range = [from, Math.max(0, to)];
    this.#fit(wanted);
  }

  /** Slots that show a wanted row keep it; the others take what is missing where they stand, or go. */
  #fit(wanted: Set<number>) {
    const kept = new Set(this.slots.filter((slot) => wanted.delete(slot.index)));
    if (wanted.size === 0 && kept.size === this.slots.length) return;
    const missing = [...wanted];
    const left = this.slots.filter((slot) => {
      if (kept.has(slot)) return true;
      const index = missing.shift();
      if (index !== undefined) slot.index = index;
      return index !== undefined;
    });
    const added = missing.map((index) => this.#make(index));
    if (added.length > 0 || left.length < this.slots.length) this.slots = [...left, ...added];
    window.clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.#order(), restAfter);
  }

  /** Puts the rows in the table's order. Whatever has the focus keeps it, even if its row is put elsewhere. */
  #order() {
    const inOrder = this.slots.toSorted((one, other) => one.index - other.index);
    if (inOrder.every((slot, at) => slot === this.slots[at])) return;
    const focused = document.activeElement;
    flushSync(() => (this.slots = inOrder));
    if (
      focused instanceof HTMLElement &&
      focused !== document.activeElement &&
      this.#element?.contains(focused)
    ) {
      focused.focus({ preventScroll: true });
    }
  }

  #make(index: number): Slot {
    this.#made += 1;
    return new Slot(this.#made, index);
  }
}

/** Undefined where the engine cannot watch. */
function watchHeight(element: HTMLElement, tell: (height: number) => void): ResizeObserver | undefined {
  if (typeof ResizeObserver === "undefined") return undefined;
  const observer = new ResizeObserver((entries) => {
    const height = entries.at(-1)?.contentRect.height;
    if (height !== undefined) tell(height);
  });
  observer.observe(element);

  return observer;
}
