import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { inEachBrowser } from './in-each-browser.ts';

// What every engine must do alike, with the built ticker from our own server. An engine that is not
// on the machine is left out; CI installs all three.

const head = '<script type="module" src="/w/1/nalssi.js"></script>';
const element = '<nalssi-ticker><a href="/weather">전국 날씨</a></nalssi-ticker>';
const link = '<a class="nalssi-ticker" data-stations="108 159" href="/weather">전국 날씨</a>';

let host: HostServer;

beforeAll(async () => {
  host = await HostServer.start({
    '/one': page(head + element),
    '/two': page(head + element + element),
    '/links': page(`${head}<nalssi-ticker href="/{station}"></nalssi-ticker>`),
    '/roll': page(`${head}<nalssi-ticker mode="roll" stations="108 112"></nalssi-ticker>`),
    '/static': page(`${head}<nalssi-ticker mode="static"></nalssi-ticker>`),
    '/nowhere': page(
      `${head}<nalssi-ticker feed="/nowhere/"><a href="/weather">날씨</a></nalssi-ticker>`,
    ),
    '/link-module': page(head + link),
    '/link-classic': page(`<script src="/w/1/nalssi.global.js"></script>${link}`),
    '/fields': page(
      `${head}<nalssi-ticker stations="108" fields="temperature feels-like wind" unit="f"></nalssi-ticker>`,
    ),
    '/framed': page(
      '<iframe sandbox="allow-scripts allow-popups" src="/w/1/frame.html?stations=108"></iframe>',
    ),
  });
});

afterAll(() => host[Symbol.asyncDispose]());

/** Names of the stations of the first ticker, none before it shows them. */
const names = () => {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const list = root?.querySelector('[part~=list]') ?? null;
  if (list === null || getComputedStyle(list).visibility !== 'visible') return [];
  return [...(root?.querySelectorAll('[part~=name]') ?? [])].map(({ textContent }) => textContent);
};

/** The visible items from left to right: where each begins and ends. */
const visible = () => {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const list = root?.querySelector('[part~=list]')?.getBoundingClientRect();
  return [...(root?.querySelectorAll<HTMLElement>('[part~=item]') ?? [])]
    .map((item) => {
      const { left, right } = item.getBoundingClientRect();
      return { station: item.dataset['station'] ?? '', left, right };
    })
    .filter(({ left, right }) => list && right > list.left && left < list.right)
    .sort((one, other) => one.left - other.left);
};

/** Until what was asked of the motion has been done. */
const settled = async () => {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  await Promise.all((root?.getAnimations() ?? []).map(({ ready }) => ready));
};

/** Whether the stations are where they begin, and not only there. */
const isLaidOut = () => {
  const item = document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('[part~=item]');
  return item ? getComputedStyle(item).visibility === 'visible' : false;
};

const isPaused = () => document.querySelector('nalssi-ticker')?.paused ?? null;

inEachBrowser((driver, kind) => {
  async function open(path: string): Promise<void> {
    await driver.open(host.origin + path);
    await expect.poll(() => driver.evaluate(names)).not.toEqual([]);
    await expect.poll(() => driver.evaluate(isLaidOut)).toBe(true);
  }

  /** How far the ticker has moved when it has moved. */
  async function motion(): Promise<number> {
    const [before] = await driver.evaluate(visible);
    const place = async () =>
      (await driver.evaluate(visible)).find(({ station }) => station === before?.station)?.left;
    await expect.poll(place).not.toBe(before?.left);
    return ((await place()) ?? Number.NEGATIVE_INFINITY) - (before?.left ?? 0);
  }

  test('shows every station', async () => {
    await open('/one');

    expect(await driver.evaluate(names)).toHaveLength(97);
  });

  test('moves them to the left', async () => {
    await open('/one');

    expect(await motion()).toBeLessThan(0);
  });

  test('leaves the same space between all neighbours', async () => {
    await open('/one');
    await motion();
    const items = await driver.evaluate(visible);
    const spaces = items.slice(1).map(({ left }, index) => left - (items[index]?.right ?? 0));

    expect(spaces.length).toBeGreaterThan(2);
    expect(Math.max(...spaces) - Math.min(...spaces)).toBeLessThan(0.5);
  });

  test('stops at the button by keyboard, and goes on from where it stood', async () => {
    await open('/one');
    await driver.press('Tab');
    await driver.press(' ');
    await expect.poll(() => driver.evaluate(isPaused)).toBe(true);
    // A pause takes hold with a frame, which a busy machine is late with.
    await driver.evaluate(settled);
    // The first may be on its way out.
    const [, stood] = await driver.evaluate(visible);
    const [, still] = await driver.evaluate(visible);
    await driver.press('Enter');
    await expect.poll(() => driver.evaluate(isPaused)).toBe(false);
    const moved = (await driver.evaluate(visible)).find(
      ({ station }) => station === stood?.station,
    );

    expect(still).toEqual(stood);
    expect(Math.abs((moved?.left ?? 0) - (stood?.left ?? 0))).toBeLessThan(40);
  });

  test('shows new values in their place', async () => {
    await open('/one');
    await driver.evaluate(() => document.querySelector('nalssi-ticker')?.pause());
    const [before] = await driver.evaluate(visible);
    const recorded = recordedTickerFile();
    await host.publish({
      ...recorded,
      sequence: recorded.sequence + 1,
      observations: recorded.observations.map((row) => ({ ...row, temperature: 31.4 })),
    });
    const temperature = await driver.evaluate(async () => {
      const ticker = document.querySelector('nalssi-ticker');
      await ticker?.refresh();
      return ticker?.shadowRoot?.querySelector('[part~=temperature]')?.textContent;
    });
    const [after] = await driver.evaluate(visible);
    await host.publish(recorded);

    expect(temperature).toBe('31.4℃');
    expect(after?.station).toBe(before?.station);
    expect(Math.abs((after?.left ?? 0) - (before?.left ?? 0))).toBeLessThan(1);
  });

  test('goes on when the link that has the focus goes away', async () => {
    await open('/links');
    const focus = () => {
      const root = document.querySelector('nalssi-ticker')?.shadowRoot;
      root?.querySelector<HTMLElement>('[part~=link]')?.focus();
      return root?.activeElement?.parentElement?.dataset['station'];
    };
    const focused = await driver.evaluate(focus);
    const recorded = recordedTickerFile();
    await host.publish({
      ...recorded,
      sequence: recorded.sequence + 1,
      observations: recorded.observations.filter(({ station }) => station !== focused),
    });
    await driver.evaluate(() => document.querySelector('nalssi-ticker')?.refresh());
    await host.publish(recorded);

    expect(focused).toBeDefined();
    expect(await motion()).toBeLessThan(0);
  });

  test('brings a station into view, and goes on from there', async () => {
    await open('/one');
    const isShown = await driver.evaluate(() =>
      document.querySelector('nalssi-ticker')?.scrollToStation('184'),
    );
    const stations = (await driver.evaluate(visible)).map(({ station }) => station);

    expect(isShown).toBe(true);
    expect(stations).toContain('184');
    expect(await motion()).toBeLessThan(0);
  });

  test('rolls one station at a time', async () => {
    await open('/roll');
    const current = () =>
      [
        ...(document
          .querySelector('nalssi-ticker')
          ?.shadowRoot?.querySelectorAll<HTMLElement>('[part~=item]') ?? []),
      ]
        .filter((item) => getComputedStyle(item).opacity === '1')
        .map(({ dataset }) => dataset['station']);
    await expect.poll(() => driver.evaluate(current)).toEqual(['108']);

    await expect.poll(() => driver.evaluate(current)).toEqual(['112']);
  });

  test('stands still in the static mode, and scrolls by its buttons', async () => {
    await open('/static');
    const [first] = await driver.evaluate(visible);
    await driver.press('Tab');
    await driver.press('Tab');
    await driver.press('Enter');
    const [second] = await driver.evaluate(visible);
    const animations = await driver.evaluate(
      () =>
        [
          ...(document.querySelector('nalssi-ticker')?.shadowRoot?.querySelectorAll('*') ?? []),
        ].flatMap((part) => part.getAnimations()).length,
    );

    expect(second?.station).not.toBe(first?.station);
    expect(animations).toBe(0);
  });

  test('takes values away when their time is over', async () => {
    await open('/one');
    const recorded = recordedTickerFile();
    const generatedAt = '2024-11-24T09:31:00+09:00';
    await host.publish({ ...recorded, sequence: recorded.sequence + 1, generatedAt });
    const left = await driver.evaluate(async () => {
      const ticker = document.querySelector('nalssi-ticker');
      await ticker?.refresh();
      return {
        items: ticker?.shadowRoot?.querySelectorAll('[part~=item]').length,
        isEmpty: ticker?.matches(':state(empty)'),
      };
    });
    await host.publish(recorded);

    expect(left).toEqual({ items: 0, isEmpty: true });
  });

  test('goes on showing what is new where a translator has put elements around texts', async () => {
    await open('/one');
    const recorded = recordedTickerFile();
    const translate = () => {
      const root = document.querySelector('nalssi-ticker')?.shadowRoot;
      const texts = document.createTreeWalker(root ?? document, NodeFilter.SHOW_TEXT);
      const nodes: Node[] = [];
      while (texts.nextNode()) nodes.push(texts.currentNode);
      for (const node of nodes) {
        const font = document.createElement('font');
        node.parentNode?.replaceChild(font, node);
        font.appendChild(document.createElement('font')).append(`<${node.nodeValue}>`);
      }
    };
    const shown = async () => {
      const ticker = document.querySelector('nalssi-ticker');
      await ticker?.refresh();
      const item = ticker?.shadowRoot?.querySelector('[data-station="108"]');
      return [...(item?.querySelectorAll('span') ?? [])].map(({ textContent }) => textContent);
    };
    await driver.evaluate(translate);
    const translated = await driver.evaluate(shown);
    await host.publish({
      ...recorded,
      sequence: recorded.sequence + 1,
      observations: recorded.observations.map((row) => ({ ...row, temperature: 31.4 })),
    });
    const changed = await driver.evaluate(shown);
    await driver.evaluate(translate);
    await host.publish({
      ...recorded,
      sequence: recorded.sequence + 2,
      generatedAt: '2024-11-24T09:31:00+09:00',
      observations: recorded.observations.map((row) =>
        row.station === '112' ? { ...row, expiresAt: '2024-11-24T09:40:00+09:00' } : row,
      ),
    });
    const expired = await driver.evaluate(shown);
    await host.publish(recorded);

    expect(translated).toEqual(['<서울, 맑음, 섭씨 2.8도.>', '<서울>', '<맑음>', '<2.8℃>']);
    expect(changed).toEqual(['서울, 맑음, 섭씨 31.4도.', '<서울>', '<맑음>', '31.4℃']);
    expect(expired).toEqual(['서울, 관측값 없음.', '<<서울>>', '', '–']);
  });

  test('asks for the feed once for two tickers', async () => {
    await open('/two');
    const requests = await driver.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );

    expect(requests.filter((path) => path === '/v1/ticker.json')).toHaveLength(1);
  });

  test('shows what stands inside while there is no feed', async () => {
    await driver.open(`${host.origin}/nowhere`);
    const isThere = () => document.querySelector<HTMLElement>('nalssi-ticker a')?.checkVisibility();
    const hasFailed = () => document.querySelector('nalssi-ticker')?.matches(':state(error)');
    await expect.poll(() => driver.evaluate(hasFailed)).toBe(true);

    expect(await driver.evaluate(isThere)).toBe(true);
  });

  test.each(['/link-module', '/link-classic'])('makes a ticker of the link of %s', async (path) => {
    await open(path);
    const href = await driver.evaluate(() =>
      document.querySelector('nalssi-ticker > a')?.getAttribute('href'),
    );

    expect(await driver.evaluate(names)).toEqual(['서울', '부산']);
    expect(href).toBe('/weather');
  });

  test('shows the fields that are asked for, and speaks them', async () => {
    const recorded = recordedTickerFile();
    const more = { feelsLike: -1.2, windSpeed: 3.2, windDirection: 320 };
    await host.publish({
      ...recorded,
      observations: recorded.observations.map((row) => ({ ...row, ...more })),
    });
    await open('/fields');
    const [spoken, ...shown] = await driver.evaluate(() => {
      const item = document
        .querySelector('nalssi-ticker')
        ?.shadowRoot?.querySelector('[part~=item]');
      return [...(item?.querySelectorAll<HTMLElement>('span') ?? [])]
        .filter((text) => text.checkVisibility() && text.textContent !== '')
        .map(({ textContent }) => textContent);
    });
    await host.publish(recorded);

    expect(spoken).toBe('서울, 맑음, 화씨 37.0도, 체감 화씨 29.8도, 북서풍 초속 3.2미터.');
    expect(shown).toEqual(['서울', '37.0℉', '체감 29.8℉', '북서풍 3.2m/s']);
  });

  test('works in a frame without rights', async () => {
    await driver.open(`${host.origin}/framed`);

    await expect.poll(() => driver.evaluate(names, 'frame')).toEqual(['서울']);
  });

  test('looks in another document, and back, as it did', async () => {
    await open('/one');
    const heights = await driver.evaluate(() => {
      const ticker = document.querySelector('nalssi-ticker');
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return [document, frame.contentDocument, document].map((each) => {
        if (ticker !== null) each?.body.append(ticker);
        return ticker?.getBoundingClientRect().height;
      });
    });

    expect(heights).toEqual([40, 40, 40]);
  });

  describe('with many pixels', () => {
    // Firefox takes no layer off the main thread that is wider than 4096 device pixels.
    test.each(kind.densities)(
      'moves no layer wider than 4096 of them at %d a px',
      async (density) => {
        const dense = await kind.start(density);
        await dense.open(`${host.origin}/one`);
        await expect.poll(() => dense.evaluate(names)).not.toEqual([]);
        const layers = await dense.evaluate(() => {
          const root = document.querySelector('nalssi-ticker')?.shadowRoot;
          return {
            density: devicePixelRatio,
            widths: document
              .getAnimations()
              .concat(
                [...(root?.querySelectorAll('*') ?? [])].flatMap((part) => part.getAnimations()),
              )
              .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target : null))
              .map((target) => target?.getBoundingClientRect().width ?? 0),
          };
        });
        await dense.close();

        expect(layers.density).toBe(density);
        expect(layers.widths.length).toBeGreaterThan(5);
        expect(Math.max(...layers.widths) * density).toBeLessThanOrEqual(4096);
      },
    );
  });
});
