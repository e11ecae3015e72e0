// The rows in sight are the right ones at any length, and every row can be shown.
import { boxHeight, showing, sight, tallest } from "./sight";

const [height, view] = [40, 430];

it.each([0, 1, 7, 10_000, 1_000_000])("all of %i rows can be reached", (count) => {
  const box = boxHeight(count, height);
  expect(box).toBeLessThanOrEqual(tallest);
  expect(sight(count, height, 0, view)).toMatchObject({ first: 0, shift: 0 });
  const end = sight(count, height, box, view);
  expect(end.last).toBe(count - 1);
  expect(end.last - end.first).toBeLessThan(13);
});

it("never shows more rows than fit, wherever it stands", () => {
  for (const count of [50, 10_000, 1_000_000]) {
    const box = boxHeight(count, height);
    for (let part = 0; part <= 1000; part += 1) {
      const top = (box * part) / 1000;
      const { first, last, shift } = sight(count, height, top, view);
      const within = Math.min(top, box - view);
      expect(last - first + 1).toBeLessThanOrEqual(13);
      // The first row covers the upper edge, the last one the lower.
      expect(first * height - shift).toBeLessThanOrEqual(within);
      expect((last + 1) * height - shift).toBeGreaterThanOrEqual(within + view - 1);
    }
  }
});

it("scrolls just far enough", () => {
  for (const count of [200, 1_000_000]) {
    for (const row of [0, 5, 100, count - 1]) {
      const top = showing(count, height, row, 1_000, view, 33);
      const { first, last } = sight(count, height, top, view);
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThanOrEqual(last);
      expect(showing(count, height, row, top, view, 33)).toBeCloseTo(top);
    }
  }
  expect(showing(200, height, 26, 1_000, view, 33)).toBe(1_000);
});
