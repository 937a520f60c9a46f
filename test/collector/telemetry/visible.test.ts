import { createLogger, Secrets } from '@nalssi/collector';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../collector/sources/formats/plain-text.ts';
import { visible, visibleForTerminal, visibleLines } from '../../../collector/telemetry/visible.ts';

/** Escape, bell, the C1 form of an escape, a turned direction, no width, ends of lines, half a pair. */
const hostile = '\u001b[2J\u0007\u009b31m\u202e\u2066\u200b\u{e0001}\u2028\u2029\r\ud800';
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const anyText = fc.string({ unit: 'binary' });

describe('visible', () => {
  test('leaves nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visible(text)).not.toMatch(unseen);
      }),
    );
    expect(visible(`a${hostile}\n`)).not.toMatch(unseen);
    expect(visible('a\u001b\n')).toBe('a\\u001b\\u000a');
  });

  test('leaves JSON what it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const value = { [`key ${text}`]: text };
        expect(JSON.parse(visibleLines(JSON.stringify(value)))).toEqual(value);
      }),
    );
  });

  test('lets our own colours through and no other sequence', () => {
    const text = '\u001b[31m108 서울\u001b[39m\n\t\u001b[2K\u001b]0;title\u0007';

    expect(visibleForTerminal(text)).toBe(
      '\u001b[31m108 서울\u001b[39m\n\t\\u001b[2K\\u001b]0;title\\u0007',
    );
  });
});

test.each(['json', 'text'] as const)('a line of the log as %s has nothing unseen', (format) => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  createLogger(new Secrets(), format, { write }).warn({ words: [hostile] }, `a${hostile}`);

  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(unseen);
  // What is printed for people is taken out of the JSON first.
  const { msg } = JSON.parse(lines[0] ?? '');
  if (format === 'text') expect(msg).not.toMatch(unseen);
  else expect(msg).toBe(`a${hostile}`);
});

test('a text of an upstream becomes plain', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(plainText(text)).not.toMatch(unseen);
    }),
  );
  expect(plainText('서울\n108\u202e \u001b[2Jx\ud800')).toBe('서울 108  [2Jx\ufffd');
  expect(plainText('흐리고 한때 비')).toBe('흐리고 한때 비');
});
