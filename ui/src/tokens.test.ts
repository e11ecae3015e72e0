// Every pair of colours that carries text or meaning holds WCAG 2.2 AA, computed from the token file itself.
import { readFileSync } from "node:fs";

type Rgb = [number, number, number];

const css = readFileSync("src/tokens.css", "utf8");
const themes = { light: block(":root {"), dark: block(':root[data-theme="dark"] {') };
const papers = ["page", "raised", "well", "hover", "selected", "frame"].map((name) => `surface-${name}`);
const fills = ["good", "caution", "refused", "unknown"].map((name) => `${name}-fill`);

/** The pairs in use: foreground, backgrounds, least contrast. */
const pairs: [string, string[], number][] = [
  ["text-primary", [...papers, ...fills], 4.5],
  ["text-secondary", [...papers, ...fills], 4.5],
  ["text-tertiary", papers, 4.5],
  ["text-disabled", ["surface-well", "surface-page", "surface-raised"], 4.5],
  ["link", papers, 4.5],
  ["action-text", ["action", "action-hover"], 4.5],
  ["alarm-text", ["alarm", "alarm-hover"], 4.5],
  ["alarm", ["surface-frame", "surface-page"], 3],
  ["good-text", [...papers, "good-fill"], 4.5],
  ["caution-text", [...papers, "caution-fill"], 4.5],
  ["refused-text", [...papers, "refused-fill"], 4.5],
  ["unknown-text", [...papers, "unknown-fill"], 4.5],
  ["practice-text", ["practice-fill", "practice-hatch"], 4.5],
  ["practice-line", ["practice-fill", "surface-raised"], 3],
  ["line-control", papers, 3],
  ["focus-ring", [...papers, "practice-fill"], 3],
];

describe.each(Object.entries(themes))("%s theme", (_theme, tokens) => {
  const checks = pairs.flatMap(([front, backs, least]) => backs.map((back) => ({ front, back, least })));

  it.each(checks)("$front on $back holds $least", ({ front, back, least }) => {
    expect(contrast(colour(tokens, front), colour(tokens, back))).toBeGreaterThanOrEqual(least);
  });
});

it("both themes name the same colours", () => {
  const colours = (tokens: Map<string, string>) =>
    [...tokens].filter(([, value]) => value.startsWith("oklch")).map(([name]) => name);

  expect(colours(themes.dark)).toEqual(colours(themes.light));
});

function block(start: string): Map<string, string> {
  const from = css.indexOf(start);
  const body = css.slice(from + start.length, css.indexOf("\n}", from));

  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function colour(tokens: Map<string, string>, name: string): Rgb {
  const match = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(tokens.get(name) ?? "");
  if (match === null) throw new Error(`${name} is not a plain oklch colour`);

  return linearRgb(Number(match[1]), Number(match[2]), Number(match[3]));
}

function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));

  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function contrast(front: Rgb, back: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [light, dark] = [luminance(front), luminance(back)].sort((x, y) => y - x) as [number, number];

  return (light + 0.05) / (dark + 0.05);
}
