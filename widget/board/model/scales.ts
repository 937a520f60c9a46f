/**
 * Colours of values. They are fixed to physical values, so that one colour means one temperature in
 * January and in July: lighter up to 10 ℃ and darker from there, so that they can be told in grey and
 * by readers who confuse colours (equal steps of CIEDE2000 on each side; at least 10 between two steps
 * as protan and deutan readers see them). On dark pages the order of the others turns, so that much
 * rain stands out there too.
 */
export interface Scale {
  /** Lower bounds, ascending. Below the first and without rain there is no colour. */
  readonly stops: readonly number[];
  /** As many as stops, without their number signs, between spaces. */
  readonly light: string;
  readonly dark: string;
  /** Whether colours go over into each other, from stop to stop. */
  readonly isSmooth?: true;
}

/** ℃. */
export const temperatureScale: Scale = {
  stops: [-25, -20, -15, -10, -5, 0, 5, 10, 15, 20, 25, 30, 35, 40],
  light:
    '3c2276 3c49b4 3470ce 3e97dd 5abee4 78dde0 a5f2d0 e1f9bb f9de68 f8aa3b ee7327 d13e2c 9c1a36 5e143f',
  dark: '8049c8 646ae5 538ae6 55ace8 67cbe7 7de2df a9efcd daf2b8 f1dd69 f9b140 f98234 ef503d dc2a5d b91e88',
  isSmooth: true,
};

/** Two colours of a value: on light pages and on dark ones, each with that of text on it. */
export interface Tint {
  readonly light: string;
  readonly dark: string;
  readonly lightInk: string;
  readonly darkInk: string;
}

type Rgb = readonly [red: number, green: number, blue: number];

function rgbOf(hex: string): Rgb {
  const number = Number.parseInt(hex, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance of WCAG 2, 0 to 1. */
export function luminanceOf(hex: string): number {
  const [red, green, blue] = rgbOf(hex.replace('#', '')).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever can be read better: 4.58 to 1 at the least. */
function inkOn(hex: string): '#000' | '#fff' {
  return luminanceOf(hex) > 0.179 ? '#000' : '#fff';
}

/** The colours of a value; `null` where it has none. */
export function tintOf(scale: Scale, value: number): Tint | null {
  const { stops } = scale;
  const index = stops.findLastIndex((stop) => value >= stop);
  if (index === -1 && scale.isSmooth === undefined) return null;
  const from = stops[index] ?? value;
  const to = stops[index + 1] ?? from;
  const share = scale.isSmooth && to > from ? (value - from) / (to - from) : 0;
  const [light, dark] = [scale.light, scale.dark].map((colours) => {
    const list = colours.split(' ');
    const one = rgbOf(list[Math.max(index, 0)] ?? '');
    const other = rgbOf(list[index + 1] ?? list.at(-1) ?? '');
    return hexOf(
      one.map(
        (channel, place) => channel + ((other[place] ?? 0) - channel) * share,
      ) as unknown as Rgb,
    );
  }) as [string, string];
  return { light, dark, lightInk: inkOn(light), darkInk: inkOn(dark) };
}

/** Custom properties by which styles colour what stands for a value. */
export function tintStyle(scale: Scale | null, value: number): string {
  if (scale === null) return '';
  const made = styles.get(scale) ?? new Map<number, string>();
  styles.set(scale, made);
  const tint = made.has(value) ? null : tintOf(scale, value);
  if (tint) {
    const { light, dark, lightInk, darkInk } = tint;
    const style = `--fill:light-dark(${light},${dark});--ink:light-dark(${lightInk},${darkInk})`;
    made.set(value, style);
  }
  return made.get(value) ?? '';
}

/** By scale and value: many stations have the same one. */
const styles = new Map<Scale, Map<number, string>>();
