import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { chromium } from './chromium.ts';
import { firefox } from './firefox.ts';
import { inEachBrowser } from './in-each-browser.ts';

// Whatever is done to the strip, its segments stand side by side, and what is in view stays there.
// The functions run in the page, so each has in itself all that it needs.

let host: HostServer;

beforeAll(async () => {
  host = await HostServer.start({
    '/': page(
      '<script type="module" src="/w/1/nalssi.js"></script><nalssi-ticker controls></nalssi-ticker>',
    ),
  });
});

afterAll(() => host[Symbol.asyncDispose]());

/** What the page keeps for the tests: how far neighbours are from each other, in px. */
interface Scope {
  gaps: number[];
  look(): void;
}

const prepare = () => {
  const scope = globalThis as unknown as Scope;
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  scope.gaps = [];
  scope.look = () => {
    const boxes = [...(root?.querySelectorAll('.segment') ?? [])].map((segment) =>
      segment.getBoundingClientRect(),
    );
    for (const [index, box] of boxes.entries()) {
      const next = boxes[(index + 1) % boxes.length];
      if (next !== undefined && next.left > box.left) {
        scope.gaps.push(Math.abs(next.left - box.right));
      }
    }
  };
};

const pauses = () => {
  const { gaps, look } = globalThis as unknown as Scope;
  const ticker = document.querySelector('nalssi-ticker');
  for (let round = 0; round < 60; round += 1) {
    for (const segment of ticker?.shadowRoot?.querySelectorAll('.segment') ?? []) {
      for (const animation of segment.getAnimations()) {
        animation.currentTime = Number(animation.currentTime) + 5_711;
      }
    }
    ticker?.pause();
    look();
    ticker?.play();
    look();
  }
  return gaps;
};

const rates = async () => {
  const { gaps, look } = globalThis as unknown as Scope;
  const ticker = document.querySelector('nalssi-ticker');
  if (ticker === null) return gaps;
  const speeds = [10, 120, 33, 60, 7.5];
  for (let round = 0; round < 40; round += 1) {
    ticker.direction = round % 3 === 0 ? 'right' : 'left';
    ticker.speed = speeds[round % speeds.length] ?? 40;
    await ticker.updateComplete;
    look();
  }
  return gaps;
};

const seeks = async () => {
  const { gaps, look } = globalThis as unknown as Scope;
  const ticker = document.querySelector('nalssi-ticker');
  const root = ticker?.shadowRoot;
  const stations = [...(root?.querySelectorAll<HTMLElement>('[data-station]') ?? [])];
  for (let round = 0; round < 200; round += 1) {
    const button = round % 3 === 0 ? 'next' : 'previous';
    if (round % 2 === 0) root?.querySelector<HTMLElement>(`[part=${button}]`)?.click();
    else {
      const station = stations[(round * 37) % stations.length]?.dataset['station'];
      await ticker?.scrollToStation(station ?? '');
    }
    look();
  }
  return gaps;
};

/** The left-most visible item. */
const first = () => {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const list = root?.querySelector('[part~=list]')?.getBoundingClientRect();
  const [leftMost] = [...(root?.querySelectorAll<HTMLElement>('[part~=item]') ?? [])]
    .map((item) => ({ station: item.dataset['station'], box: item.getBoundingClientRect() }))
    .filter(({ box }) => list && box.right > list.left && box.left < list.right)
    .sort((one, other) => one.box.left - other.box.left);
  return { station: leftMost?.station, left: leftMost?.box.left ?? Number.NaN };
};

const update = async () => {
  const { gaps, look } = globalThis as unknown as Scope;
  await document.querySelector('nalssi-ticker')?.refresh();
  look();
  return gaps;
};

/** Another hour: some numbers and words get longer, and some stations are not there. */
function anotherHour(sequence: number) {
  const file = recordedTickerFile();
  const observations = file.observations
    .filter((_, index) => (index + sequence) % 11 !== 0)
    .map((row, index) =>
      (index + sequence) % 3 === 0
        ? { ...row, condition: 'mostly-cloudy' as const, temperature: -17.5 + sequence / 10 }
        : row,
    );
  return { ...file, sequence: file.sequence + sequence, observations };
}

inEachBrowser(
  (driver) => {
    beforeAll(async () => {
      await driver.open(host.origin);
      const isMoving = () => {
        const root = document.querySelector('nalssi-ticker')?.shadowRoot;
        const segments = [...(root?.querySelectorAll('.segment') ?? [])];
        return (
          segments.length > 1 && segments.every((segment) => segment.getAnimations().length > 0)
        );
      };
      await vi.waitUntil(() => driver.evaluate(isMoving));
      await driver.evaluate(prepare);
    });

    test.each<[string, () => number[] | Promise<number[]>]>([
      ['60 pauses', pauses],
      ['40 changes of rate', rates],
      ['200 seeks', seeks],
    ])('leaves no gap through %s', async (_, act) => {
      const gaps = await driver.evaluate(act);

      expect(gaps.length).toBeGreaterThan(100);
      expect(Math.max(...gaps)).toBeLessThan(0.5);
    });

    test('leaves no gap through 50 updates, and moves nothing that is in view', async () => {
      await driver.evaluate(() => document.querySelector('nalssi-ticker')?.pause());
      const jumps: number[] = [];
      let gaps: number[] = [];
      for (let sequence = 1; sequence <= 50; sequence += 1) {
        const before = await driver.evaluate(first);
        await host.publish(anotherHour(sequence));
        gaps = await driver.evaluate(update);
        const after = await driver.evaluate(first);
        // A station that the update has taken away cannot stay.
        if (after.station === before.station) jumps.push(Math.abs(after.left - before.left));
      }

      expect(jumps.length).toBeGreaterThan(40);
      expect(Math.max(...jumps)).toBeLessThan(1);
      expect(Math.max(...gaps)).toBeLessThan(0.5);
    });
  },
  [chromium, firefox],
);
