import { hubCells, readHubText } from '../../collector/sources/apihub/text.ts';
import { readHtmlTables } from '../../collector/sources/formats/html-table.ts';
import { readXml } from '../../collector/sources/formats/xml.ts';
import { SourceError } from '../../collector/sources/source-error.ts';
import { readHubList } from '../../collector/sources/warnings/hub-list.ts';
import { costsInTurns } from './in-turns.ts';
import type { BenchReport } from './report.ts';

// What an answer costs that is made to cost much: eight times as long, it may take more than
// that only by what caches and collections of garbage take. An expression that backtracks takes
// sixty-four times as much.

const times = 8;
const limit = 3 * times;

/** Reads an answer in which something stands `count` times. */
type Attack = (count: number) => void;

const encode = (text: string) => new TextEncoder().encode(text);
const html = (unit: string): Attack => {
  return (count) => {
    const reader = { markedClasses: ['a'], marked() {}, row() {}, end() {} };
    readHtmlTables('kma-aws', unit.repeat(count), reader);
  };
};
const warnings = (unit: string): Attack => {
  return (count) => {
    const text = `#기준시각:202607281537\n#${unit.repeat(count)}\n${unit.repeat(count)}=`;
    readHubList(encode(text), null);
  };
};

const attacks: Readonly<Record<string, Attack>> = {
  'tags of a page': html('<b>'),
  'angle brackets of a page': html('<'),
  'closing tags of a page': html('</td></table>'),
  'attributes of a page': html('<td a=b c '),
  'entities of a page': html('&#1;&'),
  'blanks of a DOCTYPE': (count) => {
    const reader = { markedClasses: [], marked() {}, row() {}, end() {} };
    readHtmlTables('kma-aws', `<!doctype html system ${' '.repeat(count)}%>`, reader);
  },
  'comments of a page': html('<!--'),
  'scripts of a page': html('<script>'),
  'blanks of the hub': (count) => {
    const blanks = ' '.repeat(count);
    readHubText('apihub-aws', encode(`#${blanks}x\n1${blanks}2\n#7777END`));
    hubCells(`1${blanks}x`);
  },
  ...Object.fromEntries(
    [' ', ',', '(', '#', '# ', '#-', 'L', '=\n', '(,)'].map((unit) => [
      `${JSON.stringify(unit)} of warnings`,
      warnings(unit),
    ]),
  ),
  'elements of XML': (count) => readXml('kma-map', `<a>${'<b/>'.repeat(count)}</a>`),
  'attributes of XML': (count) => {
    const names = Array.from({ length: count >> 4 }, (_, index) => ` a${index}="1"`);
    readXml('kma-map', `<a${names.join('')}/>`);
  },
  'entities of XML': (count) => readXml('kma-map', `<a>${'&amp;'.repeat(count)}</a>`),
};

/** Runs of each length, in turns. */
const rounds = { warm: 2, counted: 13 };

/** ms of CPU of the cheapest run of each length: what disturbs a run only makes it dearer. */
function cheapest(
  attack: Attack,
  count: number,
): { readonly small: number; readonly large: number } {
  const run = (length: number) => {
    try {
      attack(length);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
    }
  };
  const works = { small: () => run(count), large: () => run(count * times) };
  const { small, large } = costsInTurns(works, rounds);
  return { small: Math.min(...small), large: Math.min(...large) };
}

export function benchHostile(): BenchReport {
  const few = 40_000;
  const costs = Object.entries(attacks).map(([name, attack]) => {
    const { small, large } = cheapest(attack, few);
    // Under a tenth of a millisecond the clock decides: the answer was refused at once.
    return { name, small, large, growth: large / Math.max(small, 0.1) };
  });
  return {
    title: `Answers made to cost much: ${few} and ${times} times as many of something`,
    table: Object.fromEntries(
      costs.map(({ name, small, large, growth }) => [
        name,
        {
          [`${few}, ms`]: Math.round(small * 10) / 10,
          [`${few * times}, ms`]: Math.round(large * 10) / 10,
          times: Math.round(growth * 10) / 10,
          '≤': limit,
        },
      ]),
    ),
    data: { limit, costs },
    broken: costs
      .filter(({ growth }) => growth > limit)
      .map(({ name, growth }) => `${name}: ${growth.toFixed(1)} times, the limit is ${limit}`),
  };
}
