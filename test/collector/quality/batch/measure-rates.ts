import { readOptions, wholeNumber } from '../../../command-line.ts';
import { columnLies, gaps, hours, refusedHours, tellColumnLie } from '../column-rates.ts';
import { type HonestResult, hearHonest, lies, tellLie } from './rates.ts';

const help = `npm run rates [-- --days N] [--seed S]

How much honest weather is refused as a whole, and how many lies are believed: the tables of
collector/quality/README.md.

  --days N  so many spells of weather (1000)
  --seed S  of the first of them (0)

The exit code is 1 when honest weather is refused.
`;

const { values } = readOptions(help, {
  options: {
    days: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '0' },
  },
});
const days = wholeNumber('days', values.days, 1);
const first = wholeNumber('seed', values.seed);
const seeds = Array.from({ length: days }, (_, index) => first + index);
const say = (line: string) => process.stdout.write(`${line}\n`);

const heard = seeds.map(hearHonest);
const alarms = heard.flatMap((one) => one.alarms);
const sum = (of: (one: HonestResult) => number) => heard.reduce((total, one) => total + of(one), 0);
const share = (part: number, of: number) =>
  of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
const answers = sum((one) => one.answers);
const inService = sum((one) => one.marked.inService);
const atStart = sum((one) => one.marked.atStart);
say(`Honest: ${days} spells, ${answers} answers, ${alarms.length} refused.`);
say(
  `Marked: ${inService} in service (${((100 * inService) / answers).toFixed(3)} %), ${atStart} after a start (${share(atStart, answers)}).`,
);
for (const { seed, event, at, detail } of [...alarms, ...heard.flatMap((one) => one.marks)])
  say(`  ${seed} ${event} ${at} ${detail}`);

say(
  '\n| lie | believed after honest hours | marked | as the first answer | marked | truth back in the same hour |',
);
say('|---|---|---|---|---|---|');
const some = seeds.slice(0, 45);
for (const name of Object.keys(lies)) {
  const later = tellLie(name, some, false);
  const cold = tellLie(name, some, true);
  const refused = later.told - later.believed;
  say(
    `| ${name} | ${share(later.believed, later.told)} | ${share(later.marked, later.told)} | ${share(cold.believed, cold.told)} | ${share(cold.marked, cold.told)} | ${share(refused - later.backLate, refused)} |`,
  );
}

const refused = seeds.flatMap((day) => [...refusedHours(day), ...refusedHours(day, gaps)]);
say(
  `\nColumns: ${days} days, ${days * (hours.length + gaps.length - 2)} answers, ${refused.length} refused.`,
);
for (const one of refused) say(`  ${one}`);
say(
  '\n| lie | believed after honest hours | as the first answer | truth not back in the same hour |',
);
say('|---|---|---|---|');
for (const name of Object.keys(columnLies)) {
  const { told, believed, cold, notBack } = tellColumnLie(name, seeds.slice(0, 200));
  say(
    `| ${name} | ${share(believed, told)} | ${share(cold, told)} | ${share(notBack, told - believed)} |`,
  );
}
process.exitCode = alarms.length + refused.length === 0 ? 0 : 1;
