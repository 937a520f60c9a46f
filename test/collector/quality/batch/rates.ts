import { stationCatalogue } from '@nalssi/schemas';
import type { Instant } from '../../../../collector/time/clock.ts';
import { Follower, readingsOf } from './follow.ts';
import { honestSpell, randomFrom, type Spell } from './honest-weather.ts';

/** How much honest weather is refused, and how many lies are believed: both from seeds. */

const hour = 3_600_000;
const minute = 60_000;

/** Honest answers that were refused, with why. */
interface FalseAlarm {
  readonly seed: number;
  readonly event: string;
  readonly at: string;
  readonly detail: string;
}

export interface HonestResult {
  readonly answers: number;
  readonly alarms: readonly FalseAlarm[];
  /** Answers that were accepted and marked, by why, and each mark when it began. */
  readonly marked: { readonly inService: number; readonly atStart: number };
  readonly marks: readonly FalseAlarm[];
}

/**
 * A day of hourly answers, a gap of 1 to 72 hours, and half a day more; every twentieth spell also
 * three hours of all stations, every five minutes.
 */
export function hearHonest(seed: number): HonestResult {
  const spell = honestSpell(seed);
  const random = randomFrom(seed + 1e6);
  const gap = 1 + Math.floor(random() * 72);
  const times = [
    ...Array.from({ length: 24 }, (_, index) => index * hour),
    ...Array.from({ length: 12 }, (_, index) => (23 + gap + index) * hour),
  ];
  const hourly = hear(seed, spell, times);
  if (seed % 20 !== 0) return hourly;
  const often = hear(
    seed,
    honestSpell(seed, stationCatalogue),
    Array.from({ length: 36 }, (_, index) => index * 5 * minute),
  );
  return {
    answers: hourly.answers + often.answers,
    alarms: [...hourly.alarms, ...often.alarms],
    marked: {
      inService: hourly.marked.inService + often.marked.inService,
      atStart: hourly.marked.atStart + often.marked.atStart,
    },
    marks: [...hourly.marks, ...often.marks],
  };
}

function hear(seed: number, spell: Spell, times: readonly number[]): HonestResult {
  const follower = new Follower();
  const alarms: FalseAlarm[] = [];
  const marks: FalseAlarm[] = [];
  const marked = { inService: 0, atStart: 0 };
  for (const time of times) {
    const before = follower.suspicion;
    const error = tell(follower, spell, spell.begins + time);
    const { suspicion } = follower;
    const at = new Date(spell.begins + time).toISOString();
    const told = (detail: string) => ({ seed, event: spell.event, at, detail });
    if (error !== null) alarms.push(told(`${error.code}: ${error.detail}`));
    else if (suspicion !== null) {
      marked[suspicion.kind === 'unconfirmed' ? 'atStart' : 'inService'] += 1;
      if (suspicion.kind !== before?.kind)
        marks.push(told(`${suspicion.kind}: ${suspicion.detail}`));
    }
  }
  return { answers: times.length, alarms, marked, marks };
}

function tell(
  follower: Follower,
  { stations, temperaturesAt }: Spell,
  at: Instant,
  lie: (temperatures: readonly number[]) => readonly number[] = (honest) => honest,
) {
  const readings = readingsOf(stations, lie(temperaturesAt(at)), at);
  return follower.hear(readings, at + 10 * minute);
}

const tenths = (value: number) => Math.round(value * 10) / 10;

/** 경상, of the stations of a spell. */
const southEast: ReadonlySet<string | null> = new Set([
  'KR-26',
  'KR-27',
  'KR-31',
  'KR-47',
  'KR-48',
]);
const isSouthEast = stationCatalogue
  .filter(({ network }) => network === 'asos')
  .map(({ region }) => southEast.has(region));

/** One station in `many`, the same throughout a spell. */
const isOf = (many: number, seed: number, index: number) =>
  Math.floor(randomFrom(seed * 997 + Math.floor(index / many))() * many) === index % many;

/** What an upstream may do to all temperatures at once. `seed`: of the spell. */
export const lies: Readonly<
  Record<string, (temperatures: readonly number[], seed: number, at: Instant) => number[]>
> = {
  '+10': (all) => all.map((value) => tenths(value + 10)),
  '-10': (all) => all.map((value) => tenths(value - 10)),
  '+6': (all) => all.map((value) => tenths(value + 6)),
  '+3': (all) => all.map((value) => tenths(value + 3)),
  '-3': (all) => all.map((value) => tenths(value - 3)),
  '+2': (all) => all.map((value) => tenths(value + 2)),
  '+4': (all) => all.map((value) => tenths(value + 4)),
  'the sign lost': (all) => all.map(Math.abs),
  'the sign turned': (all) => all.map((value) => -value),
  'the dew point': (all, seed, at) => {
    // 2 K in the night, 12 in the afternoon, and twice as much on a dry day as on a humid one.
    const day = Math.cos((((at / hour + 9) % 24) - 15) * (Math.PI / 12));
    const dry = 0.6 + 0.8 * randomFrom(seed + 5)();
    return all.map((value, index) =>
      tenths(value - (7 + 5 * day) * dry * (0.6 + 0.8 * randomFrom(index)())),
    );
  },
  '+8 in the south-east': (all) =>
    all.map((value, index) => tenths(value + (isSouthEast[index] ? 8 : 0))),
  'zeros at one in eleven': (all, seed) =>
    all.map((value, index) => (isOf(11, seed, index) ? 0 : value)),
  '-9.0 at one in eleven': (all, seed) =>
    all.map((value, index) => (isOf(11, seed, index) ? -9 : value)),
  'ten times at one in twelve': (all, seed) =>
    all.map((value, index) => (isOf(12, seed, index) ? tenths(value * 10) : value)),
  'all zeros': (all) => all.map(() => 0),
  Fahrenheit: (all) => all.map((value) => tenths(value * 1.8 + 32)),
  Kelvin: (all) => all.map((value) => tenths(value + 273.15)),
  'ten times': (all) => all.map((value) => tenths(value * 10)),
  'a tenth': (all) => all.map((value) => tenths(value / 10)),
  'the next row': (all) => [...all.slice(1), all[0] ?? 0],
  'the list turned over': (all) => [...all].reverse(),
  shuffled: (all, seed) => {
    const random = randomFrom(seed + 7);
    return all
      .map((value) => ({ value, place: random() }))
      .sort((one, other) => one.place - other.place)
      .map(({ value }) => value);
  },
};

export interface LieResult {
  /** Spells in which the lie is one: more than a twentieth of the stations are off by 2 K or more. */
  readonly told: number;
  /** Of those, where an answer of eight hours of it was believed and not even marked. */
  readonly believed: number;
  /** Of the others, where one was accepted and marked. */
  readonly marked: number;
  /** Where the truth was not believed in the hour in which it came back, and in twelve hours. */
  readonly backLate: number;
  readonly notBack: number;
}

/** Eight hours of a lie: after four honest ones, or from the first answer on (`isFirst`). */
export function tellLie(name: string, seeds: readonly number[], isFirst: boolean): LieResult {
  const lie = lies[name];
  if (lie === undefined) throw new Error(`There is no lie ${name}.`);
  let [told, believed, marked, backLate, notBack] = [0, 0, 0, 0, 0];
  for (const seed of seeds) {
    const spell = honestSpell(seed);
    const follower = new Follower();
    let isLie = false;
    let isBelieved = false;
    let isMarked = false;
    if (!isFirst) for (let at = 0; at < 4; at += 1) tell(follower, spell, spell.begins + at * hour);
    // A spell far from the season begins with a mark, which a person may take away.
    if (follower.suspicion?.kind === 'unconfirmed') follower.suspicion = null;
    for (let at = 4; at < 12; at += 1) {
      const now = spell.begins + at * hour;
      const honest = spell.temperaturesAt(now);
      const told = lie(honest, seed, now);
      const off = told.filter((value, index) => Math.abs(value - (honest[index] ?? 0)) >= 2).length;
      const isWrong = off > told.length / 20;
      isLie ||= isWrong;
      const error = tell(follower, spell, now, () => told);
      isBelieved ||= isWrong && error === null && follower.suspicion === null;
      isMarked ||= isWrong && error === null && follower.suspicion !== null;
    }
    if (!isLie) continue;
    told += 1;
    if (isBelieved) believed += 1;
    else if (isMarked) marked += 1;
    if (isFirst || isBelieved) continue;
    const heard = Array.from(
      { length: 12 },
      (_, index) =>
        tell(follower, spell, spell.begins + (12 + index) * hour) === null &&
        follower.suspicion === null,
    );
    if (!heard[0]) backLate += 1;
    if (!heard.includes(true)) notBack += 1;
  }
  return { told, believed, marked, backLate, notBack };
}
