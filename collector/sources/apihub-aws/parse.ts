import { readHubRows } from '../apihub/rows.ts';
import { hubHeader, hubNumber, readHubText } from '../apihub/text.ts';
import { rainCondition } from '../estimates/rain-condition.ts';
import { isBlank, type Quantity, quantities, readoutOf } from '../formats/table-quantity.ts';
import { type Batch, type Reading, Tally } from '../reading.ts';
import { type AwsPlaces, placeColumns } from './columns.ts';

const id = 'apihub-aws';

/** KMA's own help: `-50 이하면 관측이 없거나, 에러처리된 것을 표시`. Marks are -99.9, -99.7, -999.0. */
const highestMark = -50;

/** Up to this wind, m/s, a direction of 0 or 360 says calm. */
const calm = 0.3;

/**
 * Reads an answer of `nph-aws2_min`, with commas or without. Columns are found by the names in the
 * header. Throws SourceError with the codes of `readHubText`, and shape, stamp, empty or no-data.
 */
export function parse(bytes: Uint8Array): Batch {
  const { comments, rows } = readHubText(id, bytes);
  const places = placeColumns(id, hubHeader(comments));
  const used = Object.values(places.place).filter((place) => place > places.place.STN);
  const unknownKeys = new Tally<string>();
  for (const name of places.unknown) unknownKeys.add(name);
  return readHubRows(
    id,
    rows,
    {
      count: places.count,
      fits: (cells) => used.every((place) => isCell(cells[place] ?? '')),
      quantities: rangesOf(places),
      read: (cells, station) => readStation(places, cells, station),
    },
    unknownKeys.toRecord(),
  );
}

/** A number, or one of KMA's ways to write none; anything else is counted, never passed over. */
function isCell(text: string): boolean {
  return isBlank(text) || hubNumber(text) !== null;
}

function rangesOf({ place }: AwsPlaces): ReadonlyMap<number, Quantity> {
  return new Map<number, Quantity>([
    [place.WD10, quantities.windDirection],
    [place.WS10, quantities.windSpeed],
    [place.TA, quantities.temperature],
    [place['RN-60m'], quantities.precipitation],
    [place['RN-DAY'], quantities.precipitation],
    [place.HM, quantities.humidity],
    [place.PS, quantities.pressure],
    [place.TD, quantities.dewPoint],
  ]);
}

function readStation(
  { place }: AwsPlaces,
  cells: readonly string[],
  station: string,
): Reading['elements'] | null {
  const valueAt = (index: number): number | null => {
    const value = hubNumber(cells[index] ?? '');
    return value === null || value <= highestMark ? null : value;
  };
  const atLeastZero = (index: number): number | null => {
    const value = valueAt(index);
    return value === null || value < 0 ? null : value;
  };
  const pressure = atLeastZero(place.PS);
  // A broken logger sends zeros in every column; no station has a pressure of zero.
  const isBroken = pressure === 0 && cells.slice(2).every((cell) => hubNumber(cell) === 0);
  if (isBroken) return null;
  const temperature = valueAt(place.TA);
  const humidity = atLeastZero(place.HM);
  const windSpeed = atLeastZero(place.WS10);
  const sensor = atLeastZero(place.RE);
  const condition = rainCondition(station, {
    detector: sensor === null ? null : sensor > 0 ? 'wet' : 'dry',
    quarterHour: atLeastZero(place['RN-15m']),
    hour: atLeastZero(place['RN-60m']),
    temperature,
    humidity,
  });
  return {
    ...(condition === null ? {} : { condition }),
    temperature: readoutOf(temperature),
    dewPoint: readoutOf(valueAt(place.TD)),
    humidity: readoutOf(humidity),
    windSpeed: readoutOf(windSpeed),
    windDirection: readoutOf(readDirection(atLeastZero(place.WD10), windSpeed)),
    pressure: readoutOf(pressure === 0 ? null : pressure),
    rain: readoutOf(atLeastZero(place['RN-60m'])),
    rainDay: readoutOf(atLeastZero(place['RN-DAY'])),
  };
}

/**
 * Degrees; 360 is north and 0 calm, as everywhere in the feed. KMA's help says the reverse of this
 * list (0 north, 360 calm), and rows hold either with wind: the speed decides.
 */
function readDirection(degrees: number | null, windSpeed: number | null): number | null {
  if (degrees === null || degrees > 360) return null;
  if (degrees !== 0 && degrees !== 360) return degrees;
  if (windSpeed === null) return degrees === 0 ? 360 : 0;
  return windSpeed > calm ? 360 : 0;
}
