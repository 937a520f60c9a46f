/**
 * KMA's number of a station as the catalogue writes it, from a text that is one and nothing else:
 * lists write `108`, and some pad it to `00108`. `null` for anything else, and for 0, by which KMA
 * means all stations.
 */
export function stationNumberOf(text: string): string | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const number = Number(text);
  return number === 0 ? null : String(number);
}
