import { formatKst, type SourceId } from '@nalssi/collector';
import { expect, test } from 'vitest';
import { testKeys, Workbench } from '../workbench.ts';
import { lies, weatherAt } from './lies.ts';

// What a source may say first of all, alone and with nothing to compare it with.

const startAt = '2024-11-24T07:38:30+09:00';

/** What stands in the feed after the first answer of a source. */
async function first(source: SourceId, name: string | null) {
  const lie = lies.find((one) => one.name === name);
  const truth = weatherAt(formatKst(Math.floor(Date.parse(startAt) / 60_000) * 60_000));
  await using bench = await Workbench.start(lie === undefined ? truth : lie.tell(truth, truth), {
    sources: [source],
    keys: testKeys,
    startAt,
  });
  await bench.pull(source);
  const { observations } = await bench.observations();
  const shown = observations.flatMap(({ temperature }) =>
    temperature?.value == null ? [] : [temperature.quality],
  );
  const [health] = (await bench.health()).sources;
  const unmarked = shown.filter((quality) => quality !== 'suspect').length;
  const { status } = await bench.ticker();
  return { unmarked, code: health?.lastError?.code ?? null, health, status };
}

test.each<[SourceId, string]>([
  ['kma-map', 'unconfirmed-batch'],
  ['kma-aws', 'unconfirmed-batch'],
  // These have a humidity and a dew point, with which the temperatures do not agree.
  ['kma-city', 'implausible-batch'],
  ['apihub-asos', 'implausible-batch'],
  ['apihub-aws', 'implausible-batch'],
])(
  '10 K too much everywhere, as the first answer of %s, is never shown unmarked',
  async (source, code) => {
    const { status, ...heard } = await first(source, '10 K too warm');

    expect(heard).toMatchObject({ unmarked: 0, code });
    expect(status).not.toBe('ok');
  },
);

test('a first answer that nothing bears out is said and is no fault of its source', async () => {
  const { health, status } = await first('kma-map', '10 K too warm');

  expect(health).toMatchObject({ state: 'ok', unconfirmedSince: expect.any(String) });
  expect(health?.suspectSince).toBeUndefined();
  expect(status).toBe('degraded');
});

test.each<SourceId>(['kma-map', 'kma-aws'])(
  'the truth of an ordinary morning is shown unmarked as the first answer of %s',
  async (source) => {
    const { unmarked, code } = await first(source, null);

    expect(code).toBeNull();
    expect(unmarked).toBeGreaterThan(90);
  },
);
