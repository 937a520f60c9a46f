import { readFileSync } from 'node:fs';
import { formatKst } from '@nalssi/collector';
import { expect, test } from 'vitest';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import { examine } from './examine.ts';
import { requestOf, soundAnswer } from './scenes.ts';

// Inputs that fuzzing found, and what came of them then.

const now = Date.parse('2026-07-28T15:40:00+09:00');
const files = { wantsFiles: () => true };

test('a warning until the last midnight of the year 9999 made every file of the feed invalid', () => {
  const list = new URL(
    '../collector/sources/warnings/captures/wrn_now_data_new-20260728-1537-rows.txt',
    import.meta.url,
  );
  const rows = readFileSync(list, 'utf8').replace('202607281310, 폭염', '999912312400, 폭염');
  expect(rows).toContain('999912312400');

  const scene = { now, request: requestOf('warnings', now) };
  const examined = examine('warnings', scene, encodeEucKr(rows), files);

  expect(examined.outcome).toBe('accepted');
});

test.each(['999', '999.9', '9999', '9999.0', '99999'])(
  'the mark %s of the hub was published as the failed value of a station',
  (mark) => {
    const then = now - 5 * 60_000;
    const stamp = formatKst(then).slice(0, 16).replace(/[-T:]/g, '');
    const sound = Buffer.from(soundAnswer('apihub-aws', then)).toString('latin1');
    const row = sound.split('\n').find((line) => line.startsWith(stamp)) ?? '';
    const [time, station, ...cells] = row.replace(',=', '').split(',');
    for (const place of cells.keys()) {
      const marked = [time, station, ...cells.with(place, mark)].join(',');
      const bytes = Buffer.from(sound.replace(row, `${marked},=`), 'latin1');
      const scene = { now, request: requestOf('apihub-aws', now) };

      expect(examine('apihub-aws', scene, bytes, files).outcome).toBe('accepted');
    }
  },
);
