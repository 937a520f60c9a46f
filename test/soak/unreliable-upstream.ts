import {
  reset,
  says,
  silence,
  status,
  tooShort,
  truncated,
  truncatedGzip,
  webPage,
} from '../upstream/faults.ts';
import { routes } from '../upstream/routes.ts';
import { type Responder, Upstream } from '../upstream/upstream.ts';
import { chance, chosen } from './chance.ts';
import type { ChangingWeather } from './changing-weather.ts';

/** Of all answers. */
const faultShare = 0.3;

/** What is wrong with an answer; `plain` is what it would have been. */
type Fault = (plain: Buffer, draw: string) => Responder;

const asText = (spoil: (body: string) => Responder): Fault => {
  return (plain) => spoil(plain.toString('latin1'));
};

/** Some bytes are others. */
const scrambled: Fault = (plain, draw) => {
  const bytes = Buffer.from(plain);
  for (let place = 0; place < 20; place += 1) {
    const at = Math.floor(chance(draw, 'at', place) * bytes.length);
    bytes[at] = Math.floor(chance(draw, 'byte', place) * 256);
  }
  return says(bytes, 'text/plain');
};

/** A page of the answer is not there. */
const holed: Fault = (plain, draw) => {
  const from = Math.floor(chance(draw, 'from') * plain.length);
  const hole = plain.subarray(0, from);
  return says(Buffer.concat([hole, plain.subarray(from + 1_500)]), 'text/plain');
};

const faults: readonly (readonly [weight: number, fault: Fault])[] = [
  [8, () => status(500)],
  [6, () => status(503, { 'Retry-After': '120' })],
  [4, () => status(404)],
  [3, () => status(429)],
  [1, () => status(403)],
  [6, () => webPage],
  [4, () => says('', 'text/plain')],
  [5, asText(truncated)],
  [5, asText(reset)],
  [4, asText(tooShort)],
  [3, asText(truncatedGzip)],
  [6, scrambled],
  [6, holed],
  [3, (plain) => says(plain.subarray(plain.length >> 1), 'text/plain')],
  // Each costs the whole deadline in earnest, whatever the clock.
  [1, () => silence],
];
const weights = faults.flatMap(([weight, fault]) => Array<Fault>(weight * 2).fill(fault));

export interface UnreliableOptions {
  readonly seed: number;
  readonly weather: ChangingWeather;
  /** Of the weather, and of what is drawn. */
  readonly now: () => number;
}

/** An upstream of weather that changes, of which every third answer or so is a bad one. */
export class UnreliableUpstream extends Upstream {
  /** Answers so far, and those that were bad. */
  answers = 0;
  faults = 0;
  /** Of a minute and a path, so that what is drawn does not hang on how fast this machine is. */
  #asked = new Map<string, number>();
  #minute = Number.NaN;

  constructor({ seed, weather, now }: UnreliableOptions) {
    super(() => weather.at(now()));
    for (const source of new Set(routes.map((route) => route.source))) {
      this.answer(source, (request, response) => {
        const url = new URL(request.url ?? '/', 'http://upstream');
        const draw = this.#drawFor(seed, now(), url);
        this.answers += 1;
        this.warn(weather.warningsAt(now()));
        if (chance(draw) >= faultShare) {
          this.respond(request, response);
          return;
        }
        this.faults += 1;
        const route = routes.find(({ path }) => path === url.pathname);
        const body = route?.answer(weather.at(now()), url.searchParams, weather.warningsAt(now()));
        chosen(weights, draw, 'fault')(Buffer.from(body?.body ?? ''), draw)(request, response);
      });
    }
  }

  #drawFor(seed: number, now: number, { pathname, search }: URL): string {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) this.#asked = new Map();
    this.#minute = minute;
    const nth = (this.#asked.get(pathname + search) ?? 0) + 1;
    this.#asked.set(pathname + search, nth);
    return `${seed} ${minute} ${pathname} ${search} ${nth}`;
  }
}
