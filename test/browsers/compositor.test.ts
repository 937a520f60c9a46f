import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { findFirefox } from './firefox.ts';
import { Marionette } from './marionette.ts';

// Firefox takes a layer off its compositor that is wider than 4096 device pixels, or too large for the
// window, and moves it on the main thread instead. It says which, to those who may ask.

const firefox = findFirefox();

let host: HostServer;

beforeAll(async () => {
  host = await HostServer.start({
    '/ticker': page('<script type="module" src="/w/1/nalssi.js"></script><nalssi-ticker>'),
    '/strip': page(`<div style="width: 20000px; height: 40px; background: gray"></div><script>
      const frames = { transform: ['none', 'translateX(-10000px)'] };
      document.querySelector('div').animate(frames, { duration: 100000, iterations: Infinity });
    </script>`),
  });
});

afterAll(() => host[Symbol.asyncDispose]());

describe.skipIf(firefox === undefined)('Firefox', () => {
  test.each([1, 2, 3])(
    'moves the ticker on its compositor at %d device pixels a px',
    async (at) => {
      await using browser = await Marionette.start(firefox ?? '', at);
      await browser.open(`${host.origin}/ticker`);
      // Layers get there with the frame after the one that begins to move them.
      const { layers, density } = await vi.waitUntil(
        async () => {
          const found = await browser.layers();
          return found.layers.some(({ onCompositor }) => onCompositor) && found;
        },
        { interval: 200 },
      );

      expect(density).toBe(at);
      expect(layers.length).toBeGreaterThan(5);
      // What is not in the window, Firefox does not even compose.
      expect(layers.filter(({ visible, onCompositor }) => visible && !onCompositor)).toEqual([]);
      expect(layers.map(({ refusal }) => refusal).filter((refusal) => refusal !== '')).toEqual([]);
    },
  );

  test('refuses one long strip, and says so', async () => {
    await using browser = await Marionette.start(firefox ?? '', 1);
    await browser.open(`${host.origin}/strip`);
    const refusal = await vi.waitUntil(async () => (await browser.layers()).layers[0]?.refusal, {
      interval: 200,
    });

    expect(refusal).toContain('too large');
  });
});
