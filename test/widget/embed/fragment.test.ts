import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conditionCodes, type RegionCode, regionCodes, type TickerFile } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { embedFragmentOf as madeFragmentOf } from '../../../collector/feed/embed/embed-fragment.ts';
import { words } from '../../../widget/format/languages.ts';
import { Workbench } from '../../collector/workbench.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

type Row = TickerFile['observations'][number];

const recorded = recordedTickerFile();
const [some] = recorded.observations;
if (some === undefined) throw new Error('the recording is empty');
const first: Row = some;

/** As a browser reads it: a fragment is ASCII, with character references for all else. */
function decoded(html: string): string {
  return html.replace(/&#x([0-9a-f]+);/g, (_, code) => String.fromCodePoint(Number(`0x${code}`)));
}

function embedFragmentOf(...given: Parameters<typeof madeFragmentOf>): string {
  const html = madeFragmentOf(...given);
  expect(html).toMatch(/^[\n -~]*$/);
  return decoded(html);
}

function fragment(
  rows: readonly Partial<Row>[],
  changes: Partial<TickerFile> = {},
  region: RegionCode | null = null,
  language: 'ko' | 'en' = 'ko',
): string {
  const observations = rows.map((row) => ({ ...first, ...row }));
  return embedFragmentOf({ ...recorded, mode: 'live', observations, ...changes }, region, language);
}

/** What is read of a fragment without any tool: the text of its items. */
function sentences(html: string): string[] {
  return [...html.matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, text = '']) =>
    text.replace(/<[^>]*>/g, ''),
  );
}

describe('a fragment', () => {
  test('has a sentence for every station of the recording', () => {
    const read = sentences(embedFragmentOf(recorded, null, 'ko'));

    expect(read).toHaveLength(97);
    expect(read).toContain('서울 맑음, 2.8℃');
  });

  test('says below zero in words', () => {
    expect(sentences(fragment([{ temperature: -3, condition: 'snow' }]))[0]).toMatch(
      / 눈, 영하 3\.0℃$/,
    );
    expect(sentences(fragment([{ temperature: -0.04, condition: 'snow' }]))[0]).toMatch(
      / 눈, 0\.0℃$/,
    );
  });

  test.each(conditionCodes)('says %s as the ticker does', (condition) => {
    for (const language of ['ko', 'en'] as const) {
      const html = fragment([{ condition, temperature: null }], {}, null, language);
      const word = words[language].conditions[condition];

      expect(sentences(html)).toEqual([`${first.name[language]} ${word}`]);
    }
  });

  test('says when the values were observed, with the date, and by whom', () => {
    expect(fragment([{}])).toContain(
      '<time datetime="2024-11-24T07:00:00+09:00">11월 24일 07:00</time> 기준 · <a href="https://www.weather.go.kr">기상청 제공</a>',
    );
  });

  test('says all of it in English', () => {
    const rows: Partial<Row>[] = [
      { temperature: -3, condition: 'snow' },
      { temperature: 1, condition: null, observedAt: '2024-11-24T06:00:00+09:00' },
    ];
    const html = fragment(rows, { mode: 'replay', status: 'stale' }, 'KR-44', 'en');

    expect(html).not.toMatch(/[가-힣]/);
    expect(html).toContain('lang="en"');
    expect(html).toContain('aria-label="Weather in Chungnam"');
    expect(html).toContain(
      'As of <time datetime="2024-11-24T07:00:00+09:00">24 Nov 07:00</time> KST · <a href="https://www.weather.go.kr">Provided by KMA</a>',
    );
    expect(sentences(html)).toEqual([
      `${first.name.en} Snow, minus 3.0℃`,
      `${first.name.en} 1.0℃ (24 Nov 06:00)`,
    ]);
    expect(fragment([], {}, null, 'en')).toContain('No observations to show.');
  });

  test('gives a station that is older than the others its own time', () => {
    const [, older] = sentences(fragment([{}, { observedAt: '2024-11-24T06:00:00+09:00' }]));

    expect(older).toMatch(/ \(11월 24일 06:00\)$/);
  });

  test('says when the first of its values dies', () => {
    const html = fragment([
      {},
      {
        conditionObservedAt: '2024-11-24T06:00:00+09:00',
        conditionExpiresAt: '2024-11-24T08:30:00+09:00',
      },
    ]);

    expect(html).toContain('data-expires-at="2024-11-24T08:30:00+09:00"');
  });

  test('leaves out a station without values', () => {
    expect(sentences(fragment([{}, { condition: null, temperature: null }]))).toHaveLength(1);
  });

  test('without any value says so, and names no time', () => {
    const html = fragment([{ condition: null, temperature: null, observedAt: null }]);

    expect(html).toContain('표시할 관측값이 없습니다.');
    expect(html).not.toContain('<time');
  });

  test('is marked as a replay, and as late', () => {
    expect(embedFragmentOf(recorded, null, 'ko')).toContain('예시 자료: 지금 날씨가 아님');
    expect(fragment([{}], { status: 'stale' })).toContain('지연: 새 관측값 없음');
    expect(fragment([{}])).not.toMatch(/예시|지연/);
  });

  test('of a region has the automatic stations that stand for a town, the national one none', () => {
    const rows: Partial<Row>[] = [
      { network: 'aws', representative: true },
      { network: 'aws' },
      { region: 'KR-44' },
    ];

    expect(sentences(fragment(rows, {}, 'KR-44'))).toHaveLength(2);
    expect(sentences(fragment(rows))).toHaveLength(1);
  });

  test('shows markup in a name as text, and links to nothing but the web', () => {
    const html = fragment([{ name: { ko: `<img src=x onerror='a("&")'>`, en: '' } }], {
      attribution: { text: '<b>"기상청"</b>', url: 'javascript:alert(1)' },
    });

    expect(html).toContain('&lt;img src=x onerror=&#39;a(&quot;&amp;&quot;)&#39;&gt;');
    expect(html).toContain('<a>&lt;b&gt;&quot;기상청&quot;&lt;/b&gt;</a>');
    expect(html).not.toContain('javascript:');
  });

  test('has nothing that a strict page would block or that could be there twice', () => {
    expect(embedFragmentOf(recorded, null, 'ko')).not.toMatch(
      /<script|<style|\sstyle=|\sid=|\son\w+=/,
    );
  });
});

test('every publish has the fragments of the country and of each region', async () => {
  await using bench = await Workbench.start(undefined, { output: 'compressed' });
  await bench.pull();
  const read = async (name: string) =>
    decoded(await readFile(join(bench.directory, 'feed/v1/embed', `${name}.html`), 'utf8'));

  expect(sentences(await read('ticker'))).toHaveLength(97);
  for (const region of regionCodes) {
    const html = await read(region);
    expect(html).toContain(`data-region="${region}"`);
  }
  expect(sentences(await read('KR-44')).join()).toContain('천안');
  expect(sentences(await read('en/ticker'))).toHaveLength(97);
  expect(sentences(await read('en/KR-44')).join()).toContain('Cheonan');
});
