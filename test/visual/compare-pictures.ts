import type { Browser } from 'playwright';

/** How two pictures differ. */
export interface Difference {
  /** Width and height of each, in pixels. */
  readonly sizes: readonly [string, string];
  /** Share of the pixels of either that have no like in the other, within one pixel. */
  readonly share: number;
}

// Runs in a page, which can read PNG; all that it needs is in it.
async function differ(addresses: readonly string[]): Promise<Difference> {
  const images = await Promise.all(
    addresses.map(async (address) => {
      const bitmap = await createImageBitmap(await (await fetch(address)).blob());
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      return { width, height, data };
    }),
  );
  const [one, other] = images;
  if (one === undefined || other === undefined) throw new Error('two pictures are needed');
  const size = ({ width, height }: typeof one) => `${width} x ${height}`;
  const sizes = [size(one), size(other)] as const;
  if (sizes[0] !== sizes[1]) return { sizes, share: 1 };
  const { width, height } = one;
  // The edges of letters are where Chromium's versions differ: half of a pixel's range is let be.
  const alike = (from: number, to: number, first: typeof one, second: typeof one) =>
    [0, 1, 2].every(
      (channel) =>
        Math.abs((first.data[from + channel] ?? 0) - (second.data[to + channel] ?? 0)) < 96,
    );
  const has = (x: number, y: number, first: typeof one, second: typeof one) => {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) {
        const [column, row] = [x + dx, y + dy];
        if (column < 0 || row < 0 || column >= width || row >= height) continue;
        if (alike((y * width + x) * 4, (row * width + column) * 4, first, second)) return true;
      }
    }
    return false;
  };
  let different = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!has(x, y, one, other) || !has(x, y, other, one)) different += 1;
    }
  }
  return { sizes, share: different / (width * height) };
}

/** Compares two PNGs by what can be seen: not by the last bit of an edge, nor by a pixel's shift. */
export async function comparePictures(
  browser: Browser,
  pictures: readonly [Buffer, Buffer],
): Promise<Difference> {
  const page = await browser.newPage();
  const addresses = pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`);
  const difference = await page.evaluate(differ, addresses);
  await page.close();
  return difference;
}
