/**
 * A station for a screen reader, in one sentence: `서울, 맑음, 섭씨 2.8도.` Empty texts are left out;
 * without any it is `nothing` that is said of the station.
 */
export function sentence(name: string, texts: readonly string[], nothing: string): string {
  return `${[name, texts.filter((text) => text !== '').join(', ') || nothing].join(', ')}.`;
}
