import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

// In its own process: there is no `document` or `window` there to be touched, and Lit brings a
// `customElements` of its own, in which the element must not be registered.
const script = `
  const { NalssiTicker } = await import('./widget/index.ts');
  process.stdout.write([typeof NalssiTicker, customElements.get('nalssi-ticker')].join());
`;

test('importing the package in Node registers nothing and touches no DOM', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../../../', import.meta.url),
    encoding: 'utf8',
  });
  expect(said).toBe('function,');
});
