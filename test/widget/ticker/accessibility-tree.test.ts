import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumFlags, findChromium } from '../../browser/find-chromium.ts';
import { windWarning } from '../more/warnings-file.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import { serveWidget } from '../serve-widget.ts';

// What Chromium hands to screen readers: the whole accessibility tree of a page with the built
// ticker, in each of its modes.

const attributes = {
  scroll: '',
  'scroll with everything': 'href="/{station}" controls warnings sun',
  roll: 'mode="roll"',
  'roll with links': 'mode="roll" href="/{station}" controls',
  static: 'mode="static"',
  'static with links': 'mode="static" href="/{station}"',
  fields: 'fields="icon temperature change feels-like humidity wind rain"',
  English: 'lang="en"',
};
const recorded = recordedTickerFile();
const measured = {
  ...recorded,
  observations: recorded.observations.map((row) => ({
    ...row,
    temperatureChange: 2.1,
    feelsLike: 0.4,
    humidity: 65,
    windSpeed: 3.2,
    windDirection: 320,
    rain: 1.5,
  })),
};
const kinds = Object.entries(attributes);

let browser: Browser;
let server: Awaited<ReturnType<typeof serveWidget>>;

beforeAll(async () => {
  const pages = kinds.map(([name, text]) => [
    `/${name.replaceAll(' ', '-')}`,
    `<!doctype html><html lang="ko"><title>날씨</title><link rel="icon" href="data:,">
<nalssi-ticker ${text}></nalssi-ticker><script type="module" src="/w/nalssi.js"></script>`,
  ]);
  server = await serveWidget({
    ...Object.fromEntries(pages),
    '/v1/ticker.json': measured,
    '/v1/warnings.json': windWarning,
  });
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Heard {
  readonly role: string;
  readonly name: string;
  /** Texts in it, in the order they are read. */
  readonly texts: readonly string[];
}

/** Everything on the page that is not ignored, in the order it is read. */
async function tree(page: Page): Promise<Heard[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const roleOf = (node: (typeof nodes)[number]) => String(node.role?.value ?? '');
  const nameOf = (node: (typeof nodes)[number]) => String(node.name?.value ?? '');
  const texts = (node: (typeof nodes)[number]): string[] =>
    !node.ignored && roleOf(node) === 'StaticText'
      ? [nameOf(node)]
      : (node.childIds ?? []).flatMap((id) => {
          const child = byId.get(id);
          return child === undefined ? [] : texts(child);
        });
  return nodes
    .filter(({ ignored }) => !ignored)
    .map((node) => ({ role: roleOf(node), name: nameOf(node), texts: texts(node) }));
}

describe.each(kinds)('in mode %s', (name) => {
  let heard: Heard[];
  let stations: string[];

  beforeAll(async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 400 } });
    await page.goto(`${server.origin}/${name.replaceAll(' ', '-')}`);
    await page.locator('nalssi-ticker [data-station="108"]').waitFor({ state: 'attached' });
    await page.locator('nalssi-ticker [part=list]').waitFor();
    await page.waitForLoadState('networkidle');
    const ticker = page.locator('nalssi-ticker');
    await ticker.evaluate((element) => (element as HTMLElementTagNameMap['nalssi-ticker']).pause());
    heard = await tree(page);
    const language = name === 'English' ? 'en' : 'ko';
    stations = recorded.observations.map((row) => row.name[language]);
    await page.close();
  });

  test('each station is one item of the list, and one sentence', () => {
    const items = heard.filter(
      ({ role, texts }) =>
        role === 'listitem' && stations.some((s) => texts[0]?.startsWith(`${s}, `)),
    );

    expect(items.map(({ texts }) => texts.length)).toEqual(stations.map(() => 1));
    expect(items.map(({ texts }) => texts[0]?.split(', ')[0])).toEqual(stations);
  });

  test('what is shown of a station is spoken in its sentence alone', () => {
    const texts = heard.filter(({ role }) => role === 'StaticText').map((node) => node.name);
    const humidity = texts.filter((text) => text.includes('습도'));

    expect(humidity).toHaveLength(name === 'fields' ? stations.length : 0);
    expect(humidity.filter((text) => !text.includes('습도 65퍼센트'))).toEqual([]);
  });

  test('nothing else says the name of a station', () => {
    const texts = heard.filter(({ role }) => role === 'StaticText').map((node) => node.name);
    const sentences = texts.filter((text) => stations.some((s) => text.startsWith(`${s}, `)));

    expect(new Set(sentences).size).toBe(sentences.length);
    expect(texts.filter((text) => stations.includes(text.trim()))).toEqual([]);
  });

  test('the stations are in one region that has a name', () => {
    const regions = heard.filter(({ role }) => role === 'region');

    expect(regions.map((region) => region.name)).toEqual([name === 'English' ? 'Weather' : '날씨']);
  });

  test('whatever can be pressed has a name', () => {
    const controls = heard.filter(({ role }) => role === 'button' || role === 'link');

    expect(controls.length).toBeGreaterThan(0);
    expect(controls.filter((control) => control.name === '')).toEqual([]);
  });
});
