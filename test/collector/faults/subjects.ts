import { TextDecoder as StandardTextDecoder } from '@exodus/bytes/encoding.js';
import type { Keys, SourceId } from '@nalssi/collector';
import { nowcastCells } from '../../../collector/sources/data-go-kr/cells.ts';
import { country } from '../../upstream/country.ts';
import { encodeEucKr } from '../../upstream/euc-kr.ts';
import { formatAsos } from '../../upstream/formats/apihub-asos.ts';
import { formatAws } from '../../upstream/formats/apihub-aws.ts';
import { formatNowcast, type PortalForm } from '../../upstream/formats/data-go-kr.ts';
import { formatAwsText } from '../../upstream/formats/kma-aws.ts';
import { formatCityPage } from '../../upstream/formats/kma-city.ts';
import { formatMapOf } from '../../upstream/formats/kma-map.ts';
import {
  formatPortalWarnings,
  hubWarningsText,
  type UpstreamWarning,
} from '../../upstream/formats/warnings.ts';
import type { Responder } from '../../upstream/upstream.ts';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';
import { testKeys } from '../workbench.ts';

type Encoding = 'utf-8' | 'euc-kr';

/** What an answer goes by besides the weather. */
interface Asked {
  readonly warnings: readonly UpstreamWarning[];
  readonly query: URLSearchParams;
  /** Of the portal. */
  readonly form: PortalForm;
}

/** A source as it is asked: the warnings come by two ways, depending on the key. */
export interface Subject {
  readonly name: string;
  readonly id: SourceId;
  readonly keys: Keys;
  readonly contentType: string;
  /** How the real upstream writes. */
  readonly encoding: Encoding;
  /** The time of its newest observations at the start, RFC 3339. */
  readonly newest: string;
  /** An answer of the weather, of its own time whatever was asked for. */
  text(weather: Weather, asked: Asked): string;
}

const lastHour = '2024-11-24T07:00:00+09:00';
const lastMinute = '2024-11-24T07:38:00+09:00';

const hubKey: Keys = { 'kma-apihub': testKeys['kma-apihub'] };
const portalKey: Keys = { 'data-go-kr': testKeys['data-go-kr'] };
const eucKr = new StandardTextDecoder('euc-kr');

export const kmaMap: Subject = {
  name: 'kma-map',
  id: 'kma-map',
  keys: {},
  contentType: 'text/xml; charset=utf-8',
  encoding: 'utf-8',
  newest: lastHour,
  text: (weather) => formatMapOf(weather),
};

export const kmaCity: Subject = {
  name: 'kma-city',
  id: 'kma-city',
  keys: {},
  contentType: 'text/html; charset=utf-8',
  encoding: 'utf-8',
  newest: lastHour,
  text: (weather) => formatCityPage(weather),
};

export const kmaAws: Subject = {
  name: 'kma-aws',
  id: 'kma-aws',
  keys: {},
  contentType: 'text/html; charset=euc-kr',
  encoding: 'euc-kr',
  newest: lastMinute,
  text: (weather) => formatAwsText(weather),
};

export const apihubAsos: Subject = {
  name: 'apihub-asos',
  id: 'apihub-asos',
  keys: hubKey,
  contentType: 'text/plain; charset=euc-kr',
  encoding: 'euc-kr',
  newest: lastHour,
  text: (weather) => eucKr.decode(formatAsos(weather)),
};

export const apihubAws: Subject = {
  name: 'apihub-aws',
  id: 'apihub-aws',
  keys: hubKey,
  contentType: 'text/plain; charset=euc-kr',
  encoding: 'euc-kr',
  newest: '2024-11-24T07:34:00+09:00',
  text: (weather) => eucKr.decode(formatAws(weather)),
};

export const dataGoKr: Subject = {
  name: 'data-go-kr',
  id: 'data-go-kr',
  keys: portalKey,
  contentType: 'application/json;charset=UTF-8',
  encoding: 'utf-8',
  newest: lastHour,
  text: (weather, { query, form }) =>
    formatNowcast(weather, { nx: Number(query.get('nx')), ny: Number(query.get('ny')) }, form),
};

export const hubWarnings: Subject = {
  name: 'warnings of the hub',
  id: 'warnings',
  keys: hubKey,
  contentType: 'text/plain; charset=euc-kr',
  encoding: 'euc-kr',
  newest: lastMinute,
  text: (weather, { warnings }) => hubWarningsText(weather, warnings),
};

export const portalWarnings: Subject = {
  name: 'warnings of the portal',
  id: 'warnings',
  keys: portalKey,
  contentType: 'application/json;charset=UTF-8',
  encoding: 'utf-8',
  newest: lastMinute,
  text: (weather, { warnings, form }) => formatPortalWarnings(weather, warnings, form),
};

export const subjects: readonly Subject[] = [
  kmaMap,
  kmaCity,
  kmaAws,
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  portalWarnings,
];

/** Those that give observations, of which each fault can be seen in `observations.json`. */
export const observing = subjects.filter(({ id }) => id !== 'warnings');

/** Where the clock stands at first. */
export const startAt = '2024-11-24T07:38:30+09:00';

const whole = country(lastMinute);

/** In cells of the grid that are asked for. */
const inCells = new Set(nowcastCells.flatMap(({ stations }) => stations));

/**
 * Rain at thirty surface stations and thirty automatic ones: enough for the rules that go by
 * shares, and few enough for a publish to cost little. All of them are in the catalogue.
 */
const stations: readonly UpstreamStation[] = [
  ...whole.stations.filter(({ network }) => network === 'asos').slice(0, 30),
  ...whole.stations.filter(({ id, network }) => network === 'aws' && inCells.has(id)).slice(0, 30),
].map((station) => ({ ...station, word: '비', condition: 'rain' }));

/** The small weather as the subject knows it at the start. */
export function weatherOf({ newest }: Subject): Weather {
  return { observedAt: newest, stations };
}

/** The same for the upstream, which tells each who asks in its own way. */
export const smallWeather: Weather = { observedAt: lastMinute, stations };

/** Two warnings in force, in zones of their own. */
export const warningsInForce: readonly UpstreamWarning[] = [
  {
    kind: 'heavy-snow',
    level: 'advisory',
    zone: { id: 'L1010500', name: '시흥시' },
    parent: { id: 'L1010000', name: '경기도' },
    command: '발표',
    issuedAt: '2024-11-24T05:00:00+09:00',
    effectiveAt: '2024-11-24T06:00:00+09:00',
  },
  {
    kind: 'strong-wind',
    level: 'warning',
    zone: { id: 'L1010600', name: '안산시' },
    parent: { id: 'L1010000', name: '경기도' },
    command: '발표',
    issuedAt: '2024-11-24T05:00:00+09:00',
    effectiveAt: '2024-11-24T06:00:00+09:00',
  },
];

/** A whole good answer of the subject at the start, as text. */
export function wholeAnswer(subject: Subject): string {
  const [cell] = nowcastCells;
  const query = new URLSearchParams({ nx: String(cell?.nx), ny: String(cell?.ny) });
  return subject.text(weatherOf(subject), { warnings: warningsInForce, query, form: 'JSON' });
}

/** What an answer is to say, and how. */
export interface Telling {
  readonly weather?: Weather;
  readonly warnings?: readonly UpstreamWarning[];
  /** Changes the text before it is encoded. */
  readonly change?: (text: string) => string;
  /** Of the bytes, whatever the headers say. */
  readonly encoding?: Encoding;
  readonly form?: PortalForm;
}

/** Answers as the upstream of the subject does, but for what `telling` says. */
export function answering(subject: Subject, telling: Telling = {}): Responder {
  const { weather = weatherOf(subject), warnings = warningsInForce } = telling;
  const { change = (text) => text, encoding = subject.encoding, form = 'JSON' } = telling;
  return (request, response) => {
    const query = new URL(request.url ?? '/', 'http://upstream').searchParams;
    const text = change(subject.text(weather, { warnings, query, form }));
    const bytes = encoding === 'euc-kr' ? encodeEucKr(text) : Buffer.from(text);
    response.writeHead(200, { 'Content-Type': subject.contentType }).end(bytes);
  };
}
