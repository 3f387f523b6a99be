import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const css = readFileSync(
  join(dirname(fileURLToPath(import.meta.url)), "../../../agent/hmi-page/styles/tokens.css"),
  "utf8",
);

/** The colours of one theme, by token. */
const paletteOf = (marker: string): Map<string, string> => {
  const from = css.indexOf(marker);
  const block = css.slice(from, css.indexOf("}", from));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name = "", value = ""]) => [name, value]),
  );
};
const palettes = { day: paletteOf('[data-theme="day"]'), night: paletteOf('[data-theme="night"]') };

/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** Text on ground, as the style sheets pair them, and the least contrast that holds for it. */
const pairs: readonly (readonly [text: string, ground: string, least: number])[] = [
  ...["bg", "surface", "surface-2"].flatMap((ground) => [["ink", ground, 7] as const, ["ink-2", ground, 4.5] as const]),
  ["ink-3", "surface", 4.5],
  ["nodata", "surface", 4.5],
  ["nodata", "bg", 4.5],
  ["ok", "surface", 4.5],
  ["info", "surface", 4.5],
  ["info", "info-soft", 4.5],
  ["on-ink", "ink", 7],
  ["attn-text", "surface", 7],
  ["attn-text", "attn-soft", 7],
  ["on-attn", "attn", 7],
  ["stop-text", "surface", 7],
  ["on-stop", "stop", 7],
  ["on-stop", "stop-deep", 7],
  ["on-band", "band", 7],
  ["on-band-btn", "band-btn", 7],
  ["on-band", "band-btn-2", 7],
];

describe.each(["day", "night"] as const)("contrast by %s", (theme) => {
  const colour = (name: string): string => palettes[theme].get(name) ?? `missing ${name}`;

  test.each(pairs)("%s on %s is at least %d to 1", (text, ground, least) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(least);
  });
});
