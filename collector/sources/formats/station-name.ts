/**
 * The name of a station as KMA writes it: short, plain, and with a Korean letter, which `-`, `NaN`
 * and numbers do not have. What nobody sees or what only changes letters around it is left out:
 * marks of direction and of no width, the fillers of Hangul (which are Korean letters to Unicode),
 * half characters, accents. Returns `null` where that leaves no name: a station has its number then.
 */
export function stationNameOf(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{M}]/gu, '')
    .trim();
  return /^(?=.*\p{Script=Hangul})[\p{L}\p{N} ().·-]{1,20}$/u.test(name) ? name : null;
}
