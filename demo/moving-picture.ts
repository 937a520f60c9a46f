/// <reference lib="dom" />
import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { animatedWebp, type WebpFrame } from './animated-webp.ts';

/** CSS px. */
const size = { width: 900, height: 600 };

/** Between two pictures, milliseconds. */
const step = 100;

/** How many pictures there are, and what the board shows from which of them on. */
const pictures = 60;
const shows = new Map([
  [16, 'windSpeed'],
  [38, 'temperature'],
]);

/** Of WebP, 0 to 1. */
const quality = 0.6;

/**
 * Films a news page of the running product: the ticker in its header moves, and the board shows the wind for
 * a while. The strip is put where it is at the time of each picture, so that a slow machine films the
 * same as a fast one. Needs nothing but the browser, which encodes the stills.
 */
export async function takeMovingPicture(
  browser: Browser,
  address: string,
  file: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: size });
  const darkroom = await browser.newPage();
  await page.goto(`${address}/demo/cheonan/`);
  await page.locator('nalssi-board [part=metrics]').waitFor();
  // Stations come some at a time, and warnings are put before them.
  const items = page.locator('nalssi-ticker [part=item]');
  await items.filter({ hasText: '북부산' }).first().waitFor({ state: 'attached' });
  await items.filter({ hasText: '주의보' }).first().waitFor({ state: 'attached' });
  await page.locator('nalssi-ticker').evaluate(moveToStations, size.width / 3);
  const frames: WebpFrame[] = [];
  for (let index = 0; index < pictures; index += 1) {
    const shown = shows.get(index);
    if (shown !== undefined) {
      await page
        .locator(`nalssi-board [part=metrics] input[value=${shown}]`)
        .check({ force: true });
    }
    await page.locator('nalssi-ticker').evaluate(moveOn, index === 0 ? 0 : step);
    const still = await develop(darkroom, await page.screenshot());
    if (still !== null) frames.push({ ...still, duration: step });
    else lengthenLast(frames);
  }
  await page.close();
  await darkroom.close();
  await writeFile(file, animatedWebp(size, frames));
}

/** In the page: stops the strip where it is, and lets it run for some milliseconds. */
function moveOn(ticker: Element, milliseconds: number): void {
  for (const animation of ticker.shadowRoot?.getAnimations() ?? []) {
    animation.pause();
    animation.currentTime = Number(animation.currentTime) + milliseconds;
  }
}

/** In the page: lets the strip run, past the warnings, until the first station is so far from the left. */
function moveToStations(ticker: Element, left: number): void {
  const { shadowRoot } = ticker;
  const items = [...(shadowRoot?.querySelectorAll('[part=item]') ?? [])];
  const first = items.find(({ textContent }) => textContent.startsWith('속초'));
  if (first === undefined) throw new Error('The ticker has no 속초.');
  const second = 1000;
  for (let seconds = 0; first.getBoundingClientRect().x > left; seconds += 1) {
    if (seconds > 600) throw new Error('속초 does not come.');
    for (const animation of shadowRoot?.getAnimations() ?? []) {
      animation.pause();
      animation.currentTime = Number(animation.currentTime) + second;
    }
  }
}

/** Where nothing has moved, the last picture is seen for longer. */
function lengthenLast(frames: WebpFrame[]): void {
  const last = frames.pop();
  if (last !== undefined) frames.push({ ...last, duration: last.duration + step });
}

/** What differs from the picture before, as a WebP; `null` for nothing. */
async function develop(darkroom: Page, png: Buffer): Promise<Omit<WebpFrame, 'duration'> | null> {
  const changed = await darkroom.evaluate(changeOf, [png.toString('base64'), quality] as const);
  if (changed === null) return null;
  const { bytes, ...place } = changed;
  return { ...place, still: Uint8Array.from(bytes) };
}

/** In the darkroom, which keeps the picture before. */
async function changeOf([png, quality]: readonly [png: string, quality: number]) {
  const kept = globalThis as { before?: ImageData };
  const source = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const bitmap = await createImageBitmap(source);
  const { width, height } = bitmap;
  const whole = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
  if (whole === null) throw new Error('There is no canvas.');
  whole.drawImage(bitmap, 0, 0);
  const now = whole.getImageData(0, 0, width, height);
  const { before } = kept;
  kept.before = now;
  let [left, top, right, bottom] = [width, height, 0, 0];
  const pixels = new Uint32Array(now.data.buffer);
  const earlier = before === undefined ? null : new Uint32Array(before.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) {
    if (pixels[at] === earlier?.[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x - (x % 2));
    top = Math.min(top, y - (y % 2));
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  }
  if (right === 0) return null;
  const part = new OffscreenCanvas(right - left, bottom - top);
  const context = part.getContext('2d', { alpha: false });
  if (context === null) throw new Error('There is no canvas.');
  context.drawImage(bitmap, -left, -top);
  const blob = await part.convertToBlob({ type: 'image/webp', quality });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { x: left, y: top, width: right - left, height: bottom - top, bytes: [...bytes] };
}
