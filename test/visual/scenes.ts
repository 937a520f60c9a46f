import { conditionCodes, type TickerFile } from '@nalssi/schemas';
import { type Browser, chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { windWarning } from '../widget/more/warnings-file.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { serveWidget } from '../widget/serve-widget.ts';

// The ticker as it looks: the recorded morning, standing still at Seoul.

interface Scene {
  readonly attributes?: string;
  /** What is inside the element. */
  readonly content?: string;
  /** CSS px. */
  readonly width?: number;
  /** Of several tickers, one above the other; the picture has them all. */
  readonly widths?: readonly number[];
  /** Device pixels per CSS px; zoom changes just this and the width. */
  readonly zoom?: number;
  readonly dir?: 'rtl';
  /** Of the page. */
  readonly styles?: string;
  readonly media?: {
    readonly colorScheme?: 'dark';
    readonly forcedColors?: 'active';
    readonly reducedMotion?: 'reduce';
  };
  /** The part that has the focus. */
  readonly focus?: string;
  /** The station that is in view; Seoul without it. */
  readonly station?: string;
}

const dark = ':root { color-scheme: light dark }';
const widths = [320, 390, 481, 768, 1280];
const title = '<strong slot="title">우리 동네</strong>';
const onPicture = `body { color: #fff; background: linear-gradient(90deg, #223a5e, #7a2b4b) }`;

/** Every condition once, at stations of the recording. */
function everyCondition(): TickerFile {
  const file = recordedTickerFile();
  const observations = conditionCodes.flatMap((condition, index) => {
    const row = file.observations[index];
    return row ? [{ ...row, condition }] : [];
  });
  return { ...file, observations };
}

export const scenes = {
  scroll: {},
  roll: { attributes: 'mode="roll"' },
  static: { attributes: 'mode="static"' },
  everything: { attributes: 'controls href="/{station}" warnings sun fields="icon condition"' },
  focus: { attributes: 'controls href="/{station}"', focus: 'button' },
  warnings: { attributes: 'mode="static" warnings', station: '90' },
  english: { attributes: 'lang="en" unit="f"' },
  dark: { styles: dark, media: { colorScheme: 'dark' } },
  'forced-colors': { attributes: 'controls', media: { forcedColors: 'active' } },
  'forced-colors-dark': { media: { forcedColors: 'active', colorScheme: 'dark' } },
  rtl: { attributes: 'controls', dir: 'rtl' },
  'reduced-motion': { media: { reducedMotion: 'reduce' } },
  'width-320': { width: 320, attributes: 'controls' },
  'zoom-200': { width: 400, zoom: 2 },
  'widths-light': { widths, attributes: 'theme="light"' },
  'widths-dark': { widths, attributes: 'theme="dark"' },
  'widths-inherit': { widths, attributes: 'theme="inherit"', styles: onPicture },
  'widths-english': { widths, attributes: 'lang="en"' },
  'low-bars': { widths: [320, 768], styles: ':root { --nalssi-height: 28px }' },
  'large-text': {
    widths: [320, 768],
    content: title,
    styles: ':root { --nalssi-font-size: 22px; --nalssi-height: 56px }',
  },
  title: { content: title },
  conditions: {
    width: 2000,
    attributes: 'feed="/conditions/" mode="static" fields="icon condition" sun="always"',
    station: '90',
  },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

function pageOf({ attributes = '', content = '', dir, styles = '', ...scene }: Scene): string {
  const ticker = `<nalssi-ticker ${attributes}>${content}</nalssi-ticker>`;
  const boxes = scene.widths?.map(
    (width) => `<div style="width: ${width}px; margin-bottom: 8px">${ticker}</div>`,
  );
  return `<!doctype html><html lang="ko" dir="${dir ?? 'ltr'}"><meta charset="utf-8"><title>날씨</title>
<link rel="icon" href="data:,"><style>body { margin: 0 } ${styles}</style>
${boxes?.join('') ?? ticker}<script type="module" src="/w/nalssi.js"></script>`;
}

/** Takes pictures of the built ticker. */
export class Studio implements AsyncDisposable {
  readonly #server: Awaited<ReturnType<typeof serveWidget>>;
  readonly browser: Browser;

  private constructor(server: Awaited<ReturnType<typeof serveWidget>>, browser: Browser) {
    this.#server = server;
    this.browser = browser;
  }

  static async open(): Promise<Studio> {
    const pages = Object.entries(scenes).map(([name, scene]) => [`/${name}`, pageOf(scene)]);
    const server = await serveWidget({
      ...Object.fromEntries(pages),
      '/v1/ticker.json': recordedTickerFile(),
      '/conditions/ticker.json': everyCondition(),
      '/v1/warnings.json': windWarning,
    });
    // The same edges of letters on every machine.
    const args = [...chromiumFlags, '--font-render-hinting=none', '--disable-lcd-text'];
    const browser = await chromium.launch({ executablePath: await findChromium(), args });
    return new Studio(server, browser);
  }

  /** A PNG of one scene, in device pixels. */
  async take(name: SceneName): Promise<Buffer> {
    const scene: Scene = scenes[name];
    const page = await this.browser.newPage({
      viewport: { width: scene.width ?? Math.max(800, ...(scene.widths ?? [])), height: 100 },
      deviceScaleFactor: scene.zoom ?? 1,
      ...scene.media,
    });
    await page.goto(`${this.#server.origin}/${name}`);
    const tickers = page.locator('nalssi-ticker');
    const station = scene.station ?? '108';
    for (const ticker of await tickers.all()) {
      await ticker.locator(`[data-station="${station}"]`).waitFor({ state: 'attached' });
      await ticker.locator('[part=list]').waitFor();
    }
    await page.waitForLoadState('networkidle');
    await tickers.evaluateAll(async (elements, inView) => {
      for (const element of elements as HTMLElementTagNameMap['nalssi-ticker'][]) {
        element.pause();
        await element.scrollToStation(inView);
      }
    }, station);
    // By keyboard, because only then the focus is to be seen.
    const focused = () =>
      document.querySelector('nalssi-ticker')?.shadowRoot?.activeElement?.getAttribute('part');
    while (scene.focus !== undefined && (await page.evaluate(focused)) !== scene.focus) {
      await page.keyboard.press('Tab');
    }
    const picture = await (scene.widths ? page.locator('body') : tickers).screenshot();
    await page.close();
    return picture;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#server.close();
  }
}
