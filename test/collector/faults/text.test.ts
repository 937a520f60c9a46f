import { describe, expect, test } from 'vitest';
import * as faults from '../../upstream/faults.ts';
import type { UpstreamWarning } from '../../upstream/formats/warnings.ts';
import {
  answering,
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  kmaAws,
  kmaCity,
  kmaMap,
  portalWarnings,
  type Subject,
  subjects,
  warningsInForce,
  weatherOf,
} from './subjects.ts';
import { expectKept, expectUnharmed, startBench, suffer } from './suffer.ts';

const encodings = ['utf-8', 'euc-kr'] as const;

describe.each(encodings)('bytes in %s, whatever the headers say,', (encoding) => {
  test.concurrent.each(subjects)('of $name are read', async (subject) => {
    expectUnharmed(await suffer(subject, answering(subject, { encoding })));
  });
});

describe('bytes of neither encoding', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      const bytes = Uint8Array.of(0x3c, 0x23, 0xff, 0xff, 0x80);
      const aftermath = await suffer(subject, faults.says(bytes, subject.contentType));
      expectKept(aftermath, subject, 'encoding');
    },
  );
});

describe('a DOCTYPE bomb', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      expectKept(await suffer(subject, faults.doctypeBomb), subject, 'doctype');
    },
  );
});

/** Syllables that KS X 1001 does not have and Windows' EUC-KR does. */
const rare = '쀍똠햏';

describe.each(encodings)(`a name with ${rare} in %s`, (encoding) => {
  test.concurrent.each([kmaMap, kmaCity, kmaAws])(
    'of a station that $name lists is shown as it is',
    async (subject) => {
      await using bench = await startBench(subject);
      const weather = weatherOf(subject);
      const [first] = weather.stations;
      const stations = first ? [...weather.stations, { ...first, id: '4999', name: rare }] : [];
      const telling = { weather: { ...weather, stations }, encoding };
      bench.upstream.answer(subject.id, answering(subject, telling));
      await bench.pull(subject.id);

      expect(await bench.tickerRow('4999')).toMatchObject({ name: { ko: rare }, state: 'fresh' });
    },
  );

  test.concurrent.each([hubWarnings, portalWarnings])(
    'of a zone in the $name is shown as it is',
    async (subject) => {
      await using bench = await startBench(subject);
      const warnings = warningsInForce.map(
        (warning): UpstreamWarning => ({ ...warning, zone: { ...warning.zone, name: rare } }),
      );
      bench.upstream.answer(subject.id, answering(subject, { warnings, encoding }));
      await bench.pull(subject.id);

      expect((await bench.warningsInForce()).warnings[0]?.zone.name).toBe(rare);
    },
  );

  /** These have no names of stations: the syllables stand in what is not read. */
  const unread: readonly [Subject, (text: string) => string][] = [
    [apihubAsos, (text) => `# ${rare}\n${text}`],
    [apihubAws, (text) => `# ${rare}\n${text}`],
    [dataGoKr, (text) => text.replace('NORMAL_SERVICE', rare)],
  ];

  test.concurrent.each(
    unread.map(([subject, change]) => ({ name: subject.name, subject, change })),
  )('in a text of $name that is not used does no harm', async ({ subject, change }) => {
    expectUnharmed(await suffer(subject, answering(subject, { change, encoding })));
  });
});
