import { describe, expect, test } from 'vitest';
import { timeOf } from '../../../widget/feed/feed-time.ts';
import { tickerFileUrl } from '../../../widget/feed/feed-url.ts';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import { parseWarnings } from '../../../widget/feed/warnings-client.ts';
import { linkOf, originOf } from '../../../widget/more/link-template.ts';
import { warningItems } from '../../../widget/more/warning-items.ts';
import { listOf } from '../../../widget/ticker/ticker-view.ts';
import { threadTime } from '../../fuzz/thread-time.ts';
import { warningsFileOf, windWarning } from '../more/warnings-file.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

// Every pattern that outside input meets, with input made to cost much: eight times as long, it may
// take a little more than eight times as much. A pattern that goes back takes sixty-four times.

const times = 8;
const few = 4000;
const observation = parseTickerFile(recordedTickerFile()).observations[0];
if (observation === undefined) throw new Error('the recording is empty');
const page = 'https://news.example.com/';
const now = Date.parse('2024-11-24T07:37:00+09:00');
const all = { stations: [], regions: [] };
const [warning] = windWarning.warnings;
if (warning === undefined) throw new Error('no warning');

const repeated =
  (read: (text: string) => unknown, ...units: readonly string[]) =>
  (count: number) => {
    for (const unit of units) read(unit.repeat(count));
  };

const inputs: Readonly<Record<string, (count: number) => void>> = {
  'a time': repeated(
    (text) => timeOf(`2024-11-24T07:00:00.${text}`),
    'T',
    '0',
    '0+',
    '+09:00',
    ' ',
  ),
  'a time of one letter': repeated((text) => timeOf(`2024-${text}`), 'T', '-', ' '),
  'a link template': repeated(
    (text) => linkOf(text, observation, page),
    '{',
    '}',
    '{a',
    '{a}',
    '.',
    '/',
  ),
  'the origin of a link template': repeated((text) => originOf(text, page), '{', '{a', '{a}', '\\'),
  'a list of stations': repeated(listOf, ' ', ',', ' ,', '1 ', '1'),
  'the address of a feed': repeated(
    (text) => tickerFileUrl(`${text}x`, page),
    '/',
    ' ',
    '\t',
    '//',
  ),
  'a ticker file': repeated(
    (text) => {
      try {
        parseTickerFile({
          ...recordedTickerFile(),
          version: text,
          attribution: { text, url: text },
        });
      } catch {}
    },
    '1.',
    ' ',
    'http',
  ),
  'the warnings of one kind': (count) => {
    const rows = Array.from({ length: Math.min(count, 500) }, (_, index) => ({
      ...warning,
      zone: { id: null, name: `${index}` },
    }));
    const parsed = parseWarnings(warningsFileOf(rows));
    if (parsed !== null) warningItems(parsed, now, all, 'ko');
  },
};

/** ms of CPU of the fastest of some runs: what disturbs a run only makes it longer. */
function fastest(read: (count: number) => void, count: number): number {
  const costs = Array.from({ length: 7 }, () => {
    const before = threadTime();
    read(count);
    return threadTime() - before;
  });
  return Math.min(...costs);
}

describe('eight times as much takes about eight times as long:', () => {
  test.each(Object.entries(inputs))('%s', (_, read) => {
    const limit = 3 * times;
    // What takes less than half a millisecond was refused at once, and the clock decides.
    let small = Math.max(fastest(read, few), 0.5);
    let large = fastest(read, few * times);
    // Beside others a machine may have no quick moment for a while. What goes back has none at all.
    for (let round = 0; round < 10 && large / small >= limit; round += 1) {
      small = Math.max(Math.min(small, fastest(read, few)), 0.5);
      large = Math.min(large, fastest(read, few * times));
    }

    expect(large / small).toBeLessThan(limit);
  });
});
