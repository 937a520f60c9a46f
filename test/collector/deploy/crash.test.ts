import { expect, test } from 'vitest';
import { killAgainAndAgain } from '../../soak/kills.ts';

/** `npm run soak` kills more often. */
const kills = 12;

test(
  `killed at ${kills} moments, the next start takes up a whole feed and never goes back`,
  async () => {
    const { starts } = await killAgainAndAgain(kills, Date.now());

    expect(starts).toBeGreaterThan(kills / 2);
  },
  kills * 12_000,
);
