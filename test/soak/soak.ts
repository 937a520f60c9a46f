import { randomInt } from 'node:crypto';
import { littleMemory, mayHoldLittle, startAnewWith } from '../../collector/run/c-library.ts';
import { readOptions, wholeNumber } from '../command-line.ts';
import { killAgainAndAgain } from './kills.ts';
import { runInRealTime } from './real-time.ts';
import { simulate } from './simulation.ts';

const help = `npm run soak [-- --days N] [--kills N] [--real MINUTES] [--seed S] [--step MINUTES] [--stations N]

Without an option: 200 kills, then 30 days. With --days, --kills or --real what is named, and nothing else.

  --kills N       a collector is ended with kill -9 at N moments of its life, and started again each time
  --days N        days of the collector, its store, its directory and a storage in one process, by a clock
                  that is moved: every third answer of the upstreams is bad, the storage misbehaves in one
                  hour of twenty, and the collector is started anew every day and a half
  --real MINUTES  nalssi serve in a process of its own, on its own schedules, with the same upstreams
  --seed S        what is drawn: the same seed draws the same; a new one if not given, and printed
  --step MINUTES  of the clock from one publish to the next (10)
  --stations N    of the weather (24)

Every file has to be whole, valid and without a dead value or a key, the sequence has to rise, and
memory, files, rows and objects of the last days may not be more than those of a third of the way. The
exit code is 1 where something does not hold.
`;

const counts = ['days', 'kills', 'real', 'seed', 'step', 'stations'] as const;
type Counts = Readonly<Partial<Record<(typeof counts)[number], number>>>;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function countsGiven(): Counts {
  const { values } = readOptions(help, {
    options: {
      days: { type: 'string' },
      kills: { type: 'string' },
      real: { type: 'string' },
      seed: { type: 'string' },
      step: { type: 'string' },
      stations: { type: 'string' },
    },
  });
  const given = counts.flatMap((name) => {
    const text = values[name];
    return text === undefined ? [] : [[name, wholeNumber(name, text, 1)] as const];
  });
  return Object.fromEntries(given);
}

function sayGrown(grown: readonly string[]): void {
  for (const one of grown) say(`Does not hold: ${one}`);
  if (grown.length > 0) process.exitCode = 1;
}

async function soak(given: Counts): Promise<void> {
  const { seed = randomInt(1, 2 ** 29), step = 10, stations = 24 } = given;
  const isNamed = given.days !== undefined || given.kills !== undefined || given.real !== undefined;
  const { days = isNamed ? 0 : 30, kills = isNamed ? 0 : 200, real: minutes = 0 } = given;
  say(`seed ${seed}`);
  if (kills > 0) {
    const { starts, sequence } = await killAgainAndAgain(kills, seed, say);
    say(`${kills} kills, ${starts} starts that took up what was there, edition ${sequence}.`);
  }
  if (days > 0) {
    const scene = { seed, step, stations, restartsEvery: 36 };
    const { early, late, grown, ...facts } = await simulate({ ...scene, hours: days * 24, say });
    for (const [name, count] of Object.entries(facts)) say(`${name}: ${count}`);
    for (const [name, now] of Object.entries(late)) {
      say(`${name}: ${early[name]} early, ${now} late`);
    }
    sayGrown(grown);
  }
  if (minutes > 0) sayGrown(await runInRealTime({ minutes, seed, say }));
}

try {
  const counts = countsGiven();
  // As `nalssi serve` does: the C library's own heaps came to 619 MB after six days, and breathe.
  if (mayHoldLittle) startAnewWith(littleMemory);
  await soak(counts);
} catch (error) {
  const { message } = error as Error;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
