/**
 * Of each map, after the last two digits of its region: left, top, right and bottom of its box in
 * EPSG:3857, from 13,859 km east and 4,676 km north on, in units of which 1.65 are a km, and how many
 * rows its table has; two digits each, of base 36. A test compares them with the maps.
 */
const rooms =
  '11bj6bdr860p 26lvl0olnl0g 27jmf3mjjr09 28765abwav0b 29axlucxn705 30e0e0fog305 31msiwpelh05 419g2gh9bp0v 42d108p2ax0i 43e192lcha0b 446yadg7hj0f 457bg1hmlt0e 462qk5h9u50m 47gr8yrdk80m 48fkhmo9q20i 498aw4csz802 50decjeweo05 KR0000qtzs2p';

/** 세종 has a row for each of its stations; beside other regions it is one place. */
const alone = 'KR-50';

export interface Room {
  /** Width of the map by its height. */
  readonly proportion: number;
  readonly rows: number;
}

/**
 * The room that a board of these maps takes before any of its files is there, so that nothing moves
 * when they come. Near enough for that: maps are drawn in the middle of it.
 */
export function roomOf(ids: readonly string[]): Room {
  const known = ids.flatMap((id) => {
    const [, ...digits] = RegExp(`\\b${id.slice(-2)}(..)(..)(..)(..)(..)`).exec(rooms) ?? [];
    const numbers = digits.map((one) => Number.parseInt(one, 36));
    return numbers[0] === undefined ? [] : [{ id, numbers }];
  });
  if (known.length === 0) return { proportion: 1, rows: 1 };
  const column = (index: number) => known.map(({ numbers }) => numbers[index] ?? 0);
  const width = Math.max(...column(2)) - Math.min(...column(0));
  const height = Math.max(...column(3)) - Math.min(...column(1));
  const rows = known.map(({ id, numbers }) => (id === alone && ids[1] ? 1 : (numbers[4] ?? 0)));
  return { proportion: width / height, rows: rows.reduce((sum, one) => sum + one, 0) };
}
