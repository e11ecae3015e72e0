// Which rows of a long table are in sight. A thin rune around TanStack's virtualizer: fixed heights, the row that
// has the focus stays, and never more than 60 rows.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";

const mostRows = 58;
const spareRows = 8;
/** Where the engine reports no size (a hidden window, a test), rows for this height are kept. */
const assumedHeight = 600;

export class Windowed {
  /** Indexes of the rows to render, in order. */
  rows: number[] = $state.raw([]);
  /** First and last row in sight or near it, without the held one. */
  range: [number, number] = $derived.by(() => {
    const loose = this.rows.filter((index) => index !== this.held);
    return [loose[0] ?? 0, loose.at(-1) ?? 0];
  });
  /** The row that has the focus. */
  held: number | undefined = $state();

  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  #count: () => number;
  #height: () => number;

  constructor(count: () => number, height: () => number) {
    this.#count = count;
    this.#height = height;
  }

  /** Follows the scrolling element for as long as it exists. */
  attach = (element: HTMLElement) => {
    const virtualizer = new Virtualizer(this.#options(element));
    this.#virtualizer = virtualizer;
    const stop = virtualizer._didMount();
    $effect(() => {
      virtualizer.setOptions(this.#options(element));
      virtualizer.measure();
      virtualizer._willUpdate();
      this.#read(virtualizer);
    });

    return () => {
      stop();
      this.#virtualizer = undefined;
    };
  };

  /** Scrolls just far enough that a row is in sight. */
  show(index: number) {
    this.#virtualizer?.scrollToIndex(index, { align: "auto" });
  }

  #options(element: HTMLElement) {
    const [count, height] = [this.#count(), this.#height()];

    return {
      count,
      estimateSize: () => height,
      getScrollElement: () => element,
      initialRect: { width: 1, height: assumedHeight },
      scrollPaddingStart: height,
      scrollToFn: elementScroll,
      observeElementOffset,
      observeElementRect: (
        instance: Virtualizer<HTMLElement, HTMLElement>,
        tell: (rect: { width: number; height: number }) => void,
      ) =>
        observeElementRect(instance, (rect) =>
          tell(rect.height > 0 ? rect : { width: 1, height: assumedHeight }),
        ),
      onChange: (instance: Virtualizer<HTMLElement, HTMLElement>) => this.#read(instance),
      rangeExtractor: (range: { startIndex: number; endIndex: number; count: number }) =>
        this.#extract(range.startIndex, range.endIndex, range.count),
    };
  }

  #extract(start: number, end: number, count: number): number[] {
    const spare = Math.max(0, Math.min(spareRows, Math.floor((mostRows - (end - start + 1)) / 2)));
    const [first, last] = [Math.max(0, start - spare), Math.min(count - 1, end + spare)];
    const found = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const held = this.held;
    if (held !== undefined && held < count && (held < first || held > last)) found.push(held);

    return found.sort((a, b) => a - b);
  }

  #read(virtualizer: Virtualizer<HTMLElement, HTMLElement>) {
    const next = virtualizer.getVirtualItems().map((item) => item.index);
    if (next.length !== this.rows.length || next.some((index, at) => index !== this.rows[at]))
      this.rows = next;
  }
}
