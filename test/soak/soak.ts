import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
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

const { values } = parseArgs({
  options: {
    days: { type: 'string' },
    kills: { type: 'string' },
    real: { type: 'string' },
    seed: { type: 'string' },
    step: { type: 'string', default: '10' },
    stations: { type: 'string', default: '24' },
    help: { type: 'boolean', default: false },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A whole number above 0, or `null` where none was given. */
function countOf(name: 'days' | 'kills' | 'real' | 'seed' | 'step' | 'stations'): number | null {
  const text = values[name];
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number above 0.`);
  return Number(text);
}

function sayGrown(grown: readonly string[]): void {
  for (const one of grown) say(`Does not hold: ${one}`);
  if (grown.length > 0) process.exitCode = 1;
}

async function soak(): Promise<void> {
  const seed = countOf('seed') ?? randomInt(1, 2 ** 29);
  const isNamed = [values.days, values.kills, values.real].some((value) => value !== undefined);
  const days = countOf('days') ?? (isNamed ? 0 : 30);
  const kills = countOf('kills') ?? (isNamed ? 0 : 200);
  const minutes = countOf('real') ?? 0;
  say(`seed ${seed}`);
  if (kills > 0) {
    const { starts, sequence } = await killAgainAndAgain(kills, seed, say);
    say(`${kills} kills, ${starts} starts that took up what was there, edition ${sequence}.`);
  }
  if (days > 0) {
    const step = countOf('step') ?? 10;
    const stations = countOf('stations') ?? 24;
    const { early, late, grown, ...facts } = await simulate({
      hours: days * 24,
      seed,
      step,
      stations,
      restartsEvery: 36,
      say,
    });
    say(
      Object.entries(facts)
        .map((fact) => fact.join(' '))
        .join(', '),
    );
    for (const [name, now] of Object.entries(late))
      say(`${name}: ${early[name]} early, ${now} late`);
    sayGrown(grown);
  }
  if (minutes > 0) sayGrown(await runInRealTime({ minutes, seed, say }));
}

if (values.help) process.stdout.write(help);
else await soak();
