import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HealthFile } from '@nalssi/schemas';
import { silence } from '../../upstream/faults.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { fillDisk } from '../deploy/full-disk.ts';
import {
  asked,
  deadUpstreams,
  metricIn,
  type Outcome,
  started,
  told,
  until,
  whileRunning,
} from './outcome.ts';
import { failingPublish, oldCopy, redisGone, secondInstance, wokenUp } from './processes.ts';
import { Site } from './site.ts';
import { changed, filling, hubAnswers, isReadOnly, unknownWarning, warmer } from './wrong.ts';

/** Data directories of collectors that ran once, by how many minutes before. */
export type Kept = Readonly<Record<65 | 180, string>>;

export interface State {
  readonly id: string;
  readonly name: string;
  /** What was done, for whoever reads the table. */
  readonly about: string;
  /** A small disk of its own is mounted for it. */
  readonly mounts?: true;
  readonly bring: (kept: Kept) => Promise<Outcome>;
  /** Minutes for which the process of the last scrape goes on like that: its clock moves, and nothing else. */
  readonly lasts?: number;
  /** What its schedules skip depends on the machine and the second, and is none of the state. */
  readonly hasOddTicks?: true;
  /** The sequence is what went wrong: it is shown as it is. */
  readonly losesSequence?: true;
}

const twoYears = (Date.parse('2026-11-24') - Date.parse('2024-11-24')) / 60_000;

export const states: readonly State[] = [
  {
    id: 'healthy',
    name: 'Healthy',
    about: 'Three sources are on, and all of them answer.',
    bring: ({ 65: from }) => started(from, () => undefined),
  },
  {
    id: 'one-refused',
    name: 'One source refused',
    about: 'The host of one upstream refuses connections.',
    bring: ({ 65: from }) =>
      started(
        from,
        () => undefined,
        () => deadUpstreams('KMA_MAP'),
      ),
  },
  {
    id: 'all-refused',
    name: 'All sources refused',
    about: 'No upstream can be reached; the last answers are 65 minutes old.',
    bring: ({ 65: from }) =>
      started(
        from,
        () => undefined,
        () => deadUpstreams('KMA_MAP', 'APIHUB_ASOS', 'WARNINGS'),
      ),
  },
  {
    id: 'all-refused-long',
    name: 'All sources refused for three hours',
    about: 'No upstream can be reached; the last answers are three hours old.',
    bring: ({ 180: from }) =>
      started(
        from,
        () => undefined,
        () => deadUpstreams('KMA_MAP', 'APIHUB_ASOS', 'WARNINGS'),
      ),
  },
  {
    id: 'key-wrong',
    name: 'Key wrong',
    about: 'The API hub does not accept the key.',
    bring: ({ 65: from }) =>
      started(from, (site) => hubAnswers(site, 401, '유효한 인증키가 아닙니다.')),
  },
  {
    id: 'quota-spent',
    name: 'Quota spent',
    about: 'The API hub says that the requests of the day are used up.',
    bring: ({ 65: from }) =>
      started(from, (site) => hubAnswers(site, 403, '일일 최대 호출 건수 제한을 초과하였습니다.')),
  },
  {
    id: 'quota-low',
    name: 'Quota almost spent',
    about: '280 of the 300 requests of the day are used in the morning.',
    bring: ({ 65: from }) =>
      started(from, ({ directory }) => {
        const database = new DatabaseSync(join(directory, 'nalssi.sqlite'));
        database.exec(
          `UPDATE ledger SET value = json_set(value, '$.requests', 280) WHERE source = 'apihub-asos'`,
        );
        database.close();
      }),
  },
  {
    id: 'stale-upstream',
    name: 'Stale upstream',
    about: 'Every upstream answers, with what it had two hours ago.',
    bring: ({ 180: from }) =>
      started(from, ({ upstream, world }) =>
        upstream.serve(weatherOf(november2024, world.hour(2))),
      ),
  },
  {
    id: 'half-the-stations',
    name: 'Half of the stations',
    about: 'The lists of all sources lack every other station.',
    bring: ({ 65: from }) =>
      started(from, ({ upstream, world }) =>
        upstream.serve(
          changed(weatherOf(november2024, world.hour()), (station, place) =>
            place % 2 === 1 ? station : null,
          ),
        ),
      ),
  },
  {
    id: 'unknown-content',
    name: 'Something unknown',
    about: 'A list has a station that nobody knows, and a warning is of a zone that nobody knows.',
    bring: ({ 65: from }) =>
      started(from, ({ upstream, world }) => {
        const weather = weatherOf(november2024, world.hour());
        const [first] = weather.stations;
        const stations = first ? [{ ...first, id: '29999', name: '새곳' }] : [];
        upstream.serve({ ...weather, stations: [...weather.stations, ...stations] }, [
          unknownWarning(world.hour(1)),
        ]);
      }),
  },
  {
    id: 'suspect-values',
    name: 'Suspect values',
    about: 'A storm beyond any record at four stations in ten.',
    bring: ({ 65: from }) =>
      started(from, ({ upstream, world }) =>
        upstream.serve(
          changed(weatherOf(november2024, world.hour()), (station, place) => ({
            ...station,
            values: { ...station.values, windSpeed: place % 5 < 2 ? 50 : 4 },
          })),
        ),
      ),
  },
  {
    id: 'suspect-list',
    name: 'Suspect list',
    about: 'The only source of observations gives every temperature 4 K warmer than it is.',
    bring: ({ 65: from }) =>
      started(
        from,
        ({ upstream, world }) => upstream.serve(warmer(weatherOf(november2024, world.hour()), 4)),
        () => ({ NALSSI_SOURCES: 'kma-map warnings' }),
      ),
  },
  {
    id: 'unusual-start',
    name: 'Unusual start',
    about:
      'On an empty data directory: the first answer of the only source of observations is 10 K warmer than is usual, and nothing bears it out.',
    bring: () =>
      started(
        undefined,
        ({ upstream, world }) => upstream.serve(warmer(weatherOf(november2024, world.hour()), 10)),
        () => ({ NALSSI_SOURCES: 'kma-map warnings' }),
      ),
  },
  {
    id: 'sources-disagree',
    name: 'Sources disagree',
    about: 'At one station in twenty one source gives a temperature 9 K above that of the other.',
    bring: ({ 65: from }) =>
      started(
        from,
        () => undefined,
        async (site) => {
          const { world } = site;
          const weather = warmer(weatherOf(november2024, world.hour()), 9, 20);
          return { NALSSI_KMA_MAP_URL: await site.anotherUpstream(weather) };
        },
      ),
  },
  {
    id: 'table-old',
    name: 'Old tables',
    about: 'KMA was not asked for its warning zones since this version was made, months ago.',
    async bring() {
      await using site = await Site.prepare({ minutes: twoYears });
      await site.serve();
      await asked(site);
      return await told(site);
    },
  },
  {
    id: 'disk-full',
    hasOddTicks: true,
    name: 'Disk full',
    about: 'The disk of the data directory is filled to the last byte.',
    mounts: true,
    bring: ({ 65: from }) =>
      whileRunning(
        { from, onSmallDisk: true },
        (site) => fillDisk(filling(site)),
        async (site) => {
          const { text } = await site.get('/readyz');
          return text.includes('directory') && text.includes('store');
        },
        (site) => rm(filling(site)),
      ),
  },
  {
    id: 'directory-read-only',
    hasOddTicks: true,
    name: 'Directory read-only',
    about: 'The data directory was mounted anew for reading alone.',
    mounts: true,
    bring: ({ 65: from }) =>
      whileRunning(
        { from },
        ({ directory }) => {
          execFileSync('mount', ['--bind', directory, directory]);
          return until(() => isReadOnly(directory));
        },
        async (site) => (await site.get('/readyz')).text.includes('directory'),
        ({ directory }) => execFileSync('umount', ['--lazy', directory]),
      ),
  },
  {
    id: 'publish-fails',
    hasOddTicks: true,
    name: 'A publish fails',
    about:
      'A defect, seconds ago: what a file would say breaks its own schema. After three minutes without a publish `/livez` is 503, `inspect` ends with 1 and the watchdog ends the process with 70, to be started again.',
    lasts: 10,
    bring: ({ 65: from }) => failingPublish(from),
  },
  {
    id: 'runs-too-long',
    name: 'A run takes too long',
    about: 'An upstream keeps a run waiting for longer than the interval of its schedule.',
    bring: ({ 65: from }) =>
      whileRunning(
        { from },
        ({ upstream }) =>
          upstream.answer('kma-map', (request, response) => {
            const timer = setTimeout(() => upstream.respond(request, response), 3_000);
            response.on('close', () => clearTimeout(timer));
          }),
        async (site) => {
          const series = 'nalssi_schedule_events_total{schedule="kma-map",event="overlap"}';
          return metricIn((await site.get('/metrics')).text, series) > 1;
        },
        ({ upstream, world }) => upstream.serve(weatherOf(november2024, world.hour())),
      ),
  },
  {
    id: 'clock-ahead',
    name: 'Clock 20 minutes ahead',
    about: 'The clock of the machine is 20 minutes ahead of the world.',
    bring: ({ 65: from }) =>
      started(from, (site) => {
        site.ahead = 20;
      }),
  },
  {
    id: 'clock-behind',
    name: 'Clock 20 minutes behind',
    about: 'The clock of the machine is 20 minutes behind the world.',
    bring: ({ 65: from }) =>
      started(from, (site) => {
        site.ahead = -20;
      }),
  },
  {
    id: 'just-started',
    name: 'Just started',
    about:
      'On an empty data directory: the list of warnings has come, and no upstream has answered with observations yet.',
    async bring() {
      await using site = await Site.prepare();
      site.upstream.answer('apihub-asos', silence);
      await site.serve(undefined, { NALSSI_SOURCES: 'apihub-asos warnings' });
      await until(async () => {
        const health = await site.json<HealthFile>('health');
        if (health?.sources.some(({ lastSuccessAt }) => lastSuccessAt !== null) !== true)
          return false;
        const { text } = await site.get('/metrics');
        return metricIn(text, 'nalssi_published_sequence') >= health.sequence;
      });
      const outcome = await told(site);
      const scrapes: string[] = [];
      for (let count = 0; count < 40; count += 1) {
        await site.get('/readyz');
        scrapes.push((await site.get('/metrics')).text);
      }
      return { ...outcome, scrapes };
    },
  },
  {
    id: 'just-woken',
    name: 'Just woken',
    hasOddTicks: true,
    about:
      'The machine slept for an hour, and has been awake for some seconds. What was due on a schedule in these seconds counts as missed (`NalssiScheduleSlips`).',
    bring: wokenUp,
  },
  {
    id: 'second-instance',
    name: 'Second instance',
    about:
      'A second `nalssi serve` is started on the data directory of one that runs. The log is that of the second.',
    bring: ({ 65: from }) => secondInstance(from),
  },
  {
    id: 'redis-gone',
    name: 'Redis gone',
    hasOddTicks: true,
    about:
      'A collector shares a Redis with others (`NALSSI_STORE`), which was killed more than ten seconds ago: nobody leads, nobody asks, and what is known is served.',
    bring: redisGone,
  },
  {
    id: 'directory-lost',
    name: 'Data directory lost',
    about: 'It was started again on an empty directory.',
    losesSequence: true,
    bring: () => started(undefined, () => undefined),
  },
  {
    id: 'old-copy',
    name: 'Old copy',
    about: 'A web server shows a copy of the feed, three hours old; nothing of nalssi runs there.',
    bring: ({ 180: from }) => oldCopy(from),
  },
  {
    id: 'killed',
    name: 'Killed',
    about: 'The process was ended by `kill -9`.',
    async bring({ 65: from }) {
      await using site = await Site.prepare({ from });
      const serving = await site.serve();
      await asked(site);
      serving.child.kill('SIGKILL');
      await serving.ended;
      return await told(site);
    },
  },
];
