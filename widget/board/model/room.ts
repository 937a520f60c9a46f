/**
 * Boxes of the maps in km of EPSG:3857, which a test compares with the maps, and the numbers of their
 * 시군구; in 세종, of which there is one, that of its stations, and what it is beside other regions.
 */
const rooms: Readonly<Record<string, string>> = {
  'KR-11': '14110.5 -4538.2 14159 -4498.1 25',
  'KR-26': '14335.8 -4218 14395.3 -4161.4 16',
  'KR-27': '14286.8 -4347 14350.3 -4245.4 9',
  'KR-28': '14015.1 -4561 14118.6 -4439.2 11',
  'KR-29': '14097.2 -4199.9 14140.9 -4170 5',
  'KR-30': '14164.3 -4370.4 14200.6 -4325.2 5',
  'KR-31': '14355.9 -4263.9 14413 -4207.6 5',
  'KR-41': '14065.2 -4622.6 14235.3 -4421 31',
  'KR-42': '14143.2 -4671.4 14405.8 -4437.9 18',
  'KR-43': '14165.1 -4478.2 14324.5 -4299.2 11',
  'KR-44': '14010.6 -4450.2 14212.2 -4293.8 15',
  'KR-45': '14018.3 -4326.5 14243.4 -4200.3 14',
  'KR-46': '13918.3 -4236.3 14235.5 -4018.5 22',
  'KR-47': '14224.4 -4481.1 14456 -4234.8 22',
  'KR-48': '14198.1 -4291.9 14388.3 -4107.4 18',
  'KR-49': '14039.6 -3975.2 14137.6 -3907.3 2',
  'KR-50': '14151.2 -4402.7 14183.9 -4356.1 5 1',
  KR: '13859.1 -4675.7 14443.8 -3895.2 97',
};

export interface Room {
  /** Width of the map by its height. */
  readonly proportion: number;
  readonly rows: number;
}

/**
 * The room that a board of these maps takes before any of its files is there, so that nothing moves
 * when they come.
 */
export function roomOf(ids: readonly string[]): Room {
  const known = ids.flatMap((id) => rooms[id] ?? []).map((room) => room.split(' ').map(Number));
  if (known.length === 0) return { proportion: 1, rows: 1 };
  const column = (index: number) => known.map((room) => room[index] ?? 0);
  const width = Math.max(...column(2)) - Math.min(...column(0));
  const height = Math.max(...column(3)) - Math.min(...column(1));
  const rows = known.reduce(
    (sum, [, , , , alone = 0, beside = alone]) => sum + (known.length > 1 ? beside : alone),
    0,
  );
  return { proportion: Math.round((width / height) * 1000) / 1000, rows };
}
