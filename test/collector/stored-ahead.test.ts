import { expect, test } from 'vitest';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import { testKeys, Workbench } from './workbench.ts';

const day = 24 * 60;

/** Starts anew on what is stored, on a machine whose clock says that it was written 30 days from now. */
async function reopenBefore(bench: Workbench): Promise<void> {
  await bench.stop();
  bench.clock.advance(-30 * day);
  await bench.reopen();
}

test('values that were stored with a time ahead of the clock are not shown as the weather', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  await reopenBefore(bench);
  await bench.collector.publish();

  const { summary } = await bench.ticker();
  expect([summary.fresh, summary.carried]).toEqual([0, 0]);
  const [source] = (await bench.health()).sources;
  expect(source?.newestObservedAt).toBe(null);
});

test('values of a clock that differs by a minute are taken up', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const { summary } = await bench.ticker();
  const newest = Date.parse((await bench.health()).sources[0]?.newestObservedAt ?? '');
  await bench.stop();
  bench.clock.advance((newest - bench.clock.now()) / 60_000 - 1);
  await bench.reopen();
  await bench.collector.publish();

  expect((await bench.ticker()).summary.carried).toBe(summary.fresh);
});

test('a list of warnings that was stored with a time ahead of the clock does not keep out the lists of now', async () => {
  const keys = { 'kma-apihub': testKeys['kma-apihub'] };
  await using bench = await Workbench.start(undefined, {
    sources: ['warnings'],
    keys,
    startAt: '2022-10-05T19:10:00+09:00',
  });
  bench.upstream.answer('warnings', (_, response) => {
    const row =
      'L1080000, 경상남도, L1082200, 거제시, 202209051900, 202209051900, 태풍, 경보, 발표, ,=';
    const columns = '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM';
    const text = ['#START7777', columns, row, '#7777END', ''].join('\n');
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(encodeEucKr(text));
  });
  await bench.pull('warnings');
  await reopenBefore(bench);
  await bench.collector.publish();
  const before = await bench.warningsInForce();
  const isHeard = await bench.pull('warnings');

  expect(before.warnings).toEqual([]);
  expect(isHeard).toBe(true);
  expect((await bench.warningsInForce()).warnings).toHaveLength(1);
});
