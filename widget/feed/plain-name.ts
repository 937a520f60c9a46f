/**
 * A name without the letters that no station, zone and issuer has: invisible ones and those that turn
 * the text around are among them, and a page looks long for fonts that have those of all the world.
 * Empty where nothing is left.
 */
export function plainName(name: string): string {
  return name.replace(/ *[^ -~·‧ㆍ가-힣]+ */g, ' ').trim();
}
