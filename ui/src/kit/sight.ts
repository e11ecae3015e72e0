// Which rows of a long table of equal rows are in sight, and where they lie. Engines cut boxes that are too tall: above
// that height the table is shown through a shorter one, and a step of the scroll bar passes over more rows.

/** Safely below what every engine can lay out. */
export const tallest = 16_000_000;

export interface Sight {
  /** The first and the last row in sight; the last is before the first where there are none. */
  first: number;
  last: number;
  /** How far up the rows are moved against their place in the full height. */
  shift: number;
}

/** The height of the box that is scrolled. */
export function boxHeight(count: number, rowHeight: number): number {
  return Math.min(count * rowHeight, tallest);
}

/** What is in sight when the box is scrolled by `top` in a view of this height. */
export function sight(count: number, rowHeight: number, top: number, view: number): Sight {
  const full = count * rowHeight;
  const box = boxHeight(count, rowHeight);
  const within = Math.max(0, Math.min(top, box - view));
  const shift = box < full ? Math.round((within * (full - box)) / (box - view)) : 0;
  const first = Math.floor((within + shift) / rowHeight);
  const last = Math.min(count, Math.ceil((within + shift + view) / rowHeight)) - 1;

  return { first: Math.max(0, Math.min(first, count - 1)), last, shift };
}

/** How far the box has to be scrolled so that a row lies this far below the upper edge of the view. */
export function scrollTo(count: number, rowHeight: number, row: number, below: number, view: number): number {
  const full = count * rowHeight;
  const box = boxHeight(count, rowHeight);
  const wanted = Math.max(0, row * rowHeight - below);

  return box < full ? (wanted * (box - view)) / (full - view) : wanted;
}

/** The nearest scrolling that shows a row whole below a head of this height, or where it is now. */
export function showing(
  count: number,
  rowHeight: number,
  row: number,
  top: number,
  view: number,
  head: number,
): number {
  const { shift } = sight(count, rowHeight, top, view);
  const y = row * rowHeight - shift - top;
  if (y < 0) return scrollTo(count, rowHeight, row, 0, view);
  const lowest = view - head - rowHeight;

  return y > lowest ? scrollTo(count, rowHeight, row, Math.max(0, lowest), view) : top;
}
