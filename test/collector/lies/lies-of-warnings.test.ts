import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeEucKr } from '../../upstream/euc-kr.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { readmeTable } from './readme-table.ts';

// What lies of KMA's list of warnings come to, from the wire to warnings.json: a table in
// collector/quality/README.md, which `NALSSI_WRITE_TABLES=1` writes anew.

/** Ten zones of the catalogue in six regions, each with one warning. */
const zones = [
  ['L1080000', '경상남도', 'L1082200', '거제시'],
  ['L1080000', '경상남도', 'L1081100', '통영시'],
  ['L1130100', '광주광역시', 'L1130120', '광주동부'],
  ['L1130100', '광주광역시', 'L1130110', '광주서부'],
  ['L1140000', '대구광역시', 'L1140100', '대구중부'],
  ['L1090000', '제주도', 'L1090700', '제주도동부'],
  ['L1090000', '제주도', 'L1090800', '제주도서부'],
  ['L1100000', '서울특별시', 'L1100100', '서울동남권'],
  ['L1100000', '서울특별시', 'L1100200', '서울동북권'],
  ['L1100000', '서울특별시', 'L1100300', '서울서남권'],
] as const;

interface Row {
  readonly zone: readonly [string, string, string, string];
  readonly issued: string;
  readonly effective: string;
  readonly kind: string;
  readonly level: string;
  readonly command: string;
}

const honest: readonly Row[] = zones.map((zone) => ({
  zone,
  issued: '202608021000',
  effective: '202608021100',
  kind: '폭염',
  level: '경보',
  command: '발표',
}));

const columns = '# REG_UP  REG_UP_KO  REG_ID  REG_KO  TM_FC  TM_EF  WRN  LVL  CMD  ED_TM';

function listOf(rows: readonly Row[], asOf: string): Buffer {
  const lines = rows.map(
    ({ zone, issued, effective, kind, level, command }) =>
      `${zone.join(', ')}, ${issued}, ${effective}, ${kind}, ${level}, ${command}, ,=`,
  );
  const end = rows.length > 0 ? ['#7777END'] : [];
  const text = ['#START7777', `#기준시각:${asOf}`, columns, ...lines, ...end, ''].join('\n');
  return Buffer.from(encodeEucKr(text));
}

interface Lie {
  readonly name: string;
  readonly tell: (rows: readonly Row[]) => readonly Row[];
  /** What the list says of when it is, if not the truth. */
  readonly asOf?: string;
  /** Instead of a list. */
  readonly body?: string;
}

const each = (change: Partial<Row>) => (rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, ...change }));

const lies: readonly Lie[] = [
  { name: 'an empty list', tell: () => [] },
  { name: 'an empty list, twice', tell: () => [] },
  { name: 'half of the list', tell: (rows) => rows.slice(0, 5) },
  {
    name: 'all lifted, from now on',
    tell: each({ command: '해제', issued: '202608021155', effective: '202608021200' }),
  },
  {
    name: 'codes of no zone, right names',
    tell: (rows) =>
      rows.map((row, at) => ({
        ...row,
        zone: [row.zone[0], row.zone[1], `L999990${at}`, row.zone[3]] as const,
      })),
  },
  {
    name: 'codes and names of no zone',
    tell: (rows) =>
      rows.map((row, at) => ({
        ...row,
        zone: [row.zone[0], row.zone[1], `L999990${at}`, `없는구역${at}`] as const,
      })),
  },
  { name: 'issued tomorrow', tell: each({ issued: '202608031000', effective: '202608031100' }) },
  { name: 'the list of tomorrow', tell: (rows) => rows, asOf: '202608031200' },
  { name: 'the list of the morning, over again', tell: (rows) => rows, asOf: '202608020900' },
  { name: 'a kind that nobody knows', tell: each({ kind: '돌풍' }) },
  { name: 'a level that nobody knows', tell: each({ level: '심각' }) },
  { name: 'every level one lower', tell: each({ level: '주의' }) },
  { name: 'a column too few', tell: (rows) => rows, body: 'columns' },
  { name: 'a web page', tell: (rows) => rows, body: '<html><body>점검 중</body></html>' },
  { name: 'nothing at all', tell: (rows) => rows, body: '' },
];

let bench: Workbench;
const table = readmeTable('lies of warnings', [
  'lie',
  'warnings in force',
  'state of the list',
  'source',
  'log',
]);

beforeAll(async () => {
  bench = await Workbench.start(undefined, {
    sources: ['warnings'],
    keys: { 'kma-apihub': testKeys['kma-apihub'] },
    startAt: '2026-08-02T11:50:00+09:00',
  });
  // That two of the zones have ended is said once.
  await tell(listOf(honest, nowKst()));
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Minutes of the clock in KMA's form. */
const nowKst = () =>
  new Date(bench.clock.now() + 9 * 3_600_000).toISOString().slice(0, 16).replace(/[-T:]/g, '');

async function tell(body: Buffer | string, isPublished = true): Promise<void> {
  bench.upstream.answer('warnings', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end(body);
  });
  await (isPublished ? bench.pull('warnings') : bench.hear('warnings'));
}

/** Lies that leave nothing of what holds and nothing that says so: see the readme. */
const beyond: Readonly<Record<string, string>> = {
  'an empty list, twice': '0 of 10',
  'half of the list': '5 of 10',
  'all lifted, from now on': '0 of 10',
  'every level one lower': '10 of 10, lower',
};

test.each(lies)('$name', async ({ name, tell: lie, asOf, body }) => {
  // Each begins with ten warnings that are believed.
  bench.clock.advance(10);
  for (const _ of [1, 2]) await tell(listOf(honest, nowKst()), false);
  bench.clock.advance(10);
  const told = bench.log.length;
  const rows = lie(honest);
  const answer =
    body === 'columns'
      ? listOf(rows, nowKst()).toString('latin1').replace(/ WRN /, ' ')
      : (body ?? listOf(rows, asOf ?? nowKst()));
  const bytes =
    typeof answer === 'string'
      ? Buffer.from(answer, body === 'columns' ? 'latin1' : 'utf8')
      : answer;
  await tell(bytes, !name.endsWith('twice'));
  if (name.endsWith('twice')) {
    bench.clock.advance(10);
    await tell(listOf(rows, nowKst()));
  }
  const { warnings, state } = await bench.warningsInForce();
  const { sources } = await bench.health();
  const inForce = warnings.filter(({ phase }) => phase === 'in-force');
  const isLower = inForce.some(({ level }) => level !== 'warning');
  const shown = `${inForce.length} of 10${isLower ? ', lower' : ''}`;
  const [source] = sources;
  const codes = bench.log
    .slice(told)
    .flatMap(({ level, code }) => (level === 'warn' || level === 'error' ? [String(code)] : []));
  table.add([name, shown, state, source?.state ?? '', [...new Set(codes)].join(', ') || 'nothing']);

  expect(source?.state === 'ok' ? shown : '10 of 10').toBe(beyond[name] ?? '10 of 10');
});

test('the readme has the table of what each lie comes to', () => {
  expect(table.isInReadme()).toBe(true);
});
