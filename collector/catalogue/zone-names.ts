/**
 * What is the same in all spellings of a zone's name: `속초시평지` and `속초평지`, `울릉도.독도` and
 * `울릉도독도`, `강릉산간` and `강릉산지`, `세종특별자치시` and `세종시`.
 */
export function keyOfZoneName(name: string): string {
  return spelt(name)
    .replace(/(?<!중)산간/g, '산지')
    .replace(/(?:특별자치|광역|특별)시(?=$|\()/, '')
    .replace(/(?:특별)?자치도(?=$|\()/, '도')
    .replace(/(?<=..)[시군구](?=$|\(|[동서남북중]|평지|산지|여서도)/, '');
}

/** A name without blanks and dots, which KMA sets as it likes. */
export function spelt(name: string): string {
  return name.normalize('NFC').replace(/[\s.·ㆍ・,]/g, '');
}

/** A name without what stands in parentheses behind it: `제주시` of `제주시(산지 제외)`. */
export function withoutParentheses(name: string): string {
  const opening = name.indexOf('(');
  return opening > 0 && name.endsWith(')') ? name.slice(0, opening).trim() : name;
}
