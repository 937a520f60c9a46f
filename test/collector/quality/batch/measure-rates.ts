import { parseArgs } from 'node:util';
import { hearHonest, lies, tellLie } from './rates.ts';

// npm run rates -- [--days N] [--seed S]
//
// How much honest weather is refused as a whole, and how many lies are believed: the tables of
// collector/quality/README.md. The exit code is 1 when honest weather is refused.

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '0' },
  },
});
const [days, first] = [Number(values.days), Number(values.seed)];
const seeds = Array.from({ length: days }, (_, index) => first + index);
const say = (line: string) => process.stdout.write(`${line}\n`);

let answers = 0;
const alarms = seeds.flatMap((seed) => {
  const heard = hearHonest(seed);
  answers += heard.answers;
  return heard.alarms;
});
say(`Honest: ${days} spells, ${answers} answers, ${alarms.length} refused.`);
for (const { seed, event, at, detail } of alarms) say(`  ${seed} ${event} ${at} ${detail}`);

say('\n| lie | believed after honest hours | as the first answer | truth back in the same hour |');
say('|---|---|---|---|');
const some = seeds.slice(0, 45);
for (const name of Object.keys(lies)) {
  const later = tellLie(name, some, false);
  const cold = tellLie(name, some, true);
  const share = (part: number, of: number) =>
    of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
  const refused = later.told - later.believed;
  say(
    `| ${name} | ${share(later.believed, later.told)} | ${share(cold.believed, cold.told)} | ${share(refused - later.backLate, refused)} |`,
  );
}
process.exitCode = alarms.length === 0 ? 0 : 1;
