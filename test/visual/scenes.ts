import { type Browser, chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { windWarning } from '../widget/more/warnings-file.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { serveWidget } from '../widget/serve-widget.ts';

// The ticker as it looks: the recorded morning, standing still at Seoul.

interface Scene {
  readonly attributes?: string;
  /** CSS px. */
  readonly width?: number;
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
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof scenes;

function pageOf({ attributes = '', dir, styles = '' }: Scene): string {
  return `<!doctype html><html lang="ko" dir="${dir ?? 'ltr'}"><meta charset="utf-8"><title>날씨</title>
<link rel="icon" href="data:,"><style>body { margin: 0 } ${styles}</style>
<nalssi-ticker ${attributes}></nalssi-ticker><script type="module" src="/w/nalssi.js"></script>`;
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
      viewport: { width: scene.width ?? 800, height: 100 },
      deviceScaleFactor: scene.zoom ?? 1,
      ...scene.media,
    });
    await page.goto(`${this.#server.origin}/${name}`);
    const ticker = page.locator('nalssi-ticker');
    await ticker.locator('[data-station="108"]').waitFor({ state: 'attached' });
    await ticker.locator('[part=list]').waitFor();
    await page.waitForLoadState('networkidle');
    await ticker.evaluate(async (element, station) => {
      const found = element as HTMLElementTagNameMap['nalssi-ticker'];
      found.pause();
      await found.scrollToStation(station);
    }, scene.station ?? '108');
    // By keyboard, because only then the focus is to be seen.
    const focused = () =>
      document.querySelector('nalssi-ticker')?.shadowRoot?.activeElement?.getAttribute('part');
    while (scene.focus !== undefined && (await page.evaluate(focused)) !== scene.focus) {
      await page.keyboard.press('Tab');
    }
    const picture = await ticker.screenshot();
    await page.close();
    return picture;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#server.close();
  }
}
