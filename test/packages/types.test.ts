import type { Attribute, Package } from 'custom-elements-manifest';
import { afterAll, describe, expect, test } from 'vitest';
import { boardOf, tickerOf } from '../../widget/documentation/manifest.ts';
import { bundler, nodenext, Project } from './project.ts';
import { shownInReadme } from './readme.ts';
import { sharedTarballs } from './shared-tarballs.ts';

// The types of the packed widget, as a TypeScript project sees them that checks everything.

const tarballs = sharedTarballs();
const project = new Project(tarballs, ['widget'], ['react', '@types/react', 'vue']);
afterAll(() => project[Symbol.dispose]());

const manifest: Package = JSON.parse(project.read('widget', 'custom-elements.json'));
const { attributes = [], events = [] } = tickerOf(manifest);

const literal = ({ type }: Attribute) =>
  type?.text === 'boolean'
    ? 'true'
    : type?.text === 'number'
      ? '30'
      : type?.text.includes('MetricId')
        ? "'rain'"
        : (/'\w+'/.exec(type?.text ?? '')?.[0] ?? "'x'");
const jsxOf = (all: readonly Attribute[]) =>
  all.map((one) => `${one.fieldName ?? one.name}={${literal(one)}}`).join(' ');
const objectOf = (all: readonly Attribute[]) =>
  all.map((one) => `${one.fieldName ?? one.name}: ${literal(one)}`).join(', ');
const jsx = jsxOf(attributes);
const object = objectOf(attributes);
const { attributes: boardAttributes = [], events: boardEvents = [] } = boardOf(manifest);

const page = `
  import '@nalssi/widget/define';
  import { FeedError, type NalssiSelectEvent, NalssiTicker, type Observation } from '@nalssi/widget';

  const ticker: NalssiTicker = document.createElement('nalssi-ticker');
  ticker.region = 'KR-44';
  ticker.speed = 30;
  ticker.addEventListener('nalssi-select', (event) => {
    const chosen: NalssiSelectEvent = event;
    const { station, observation }: { station: string; observation: Observation } = chosen;
    event.preventDefault();
    document.title = station + observation.name.ko + (observation.condition?.value === 'rain');
  });
  document.addEventListener('nalssi-load', () => {});
  document.body.addEventListener('nalssi-update', ({ sequence, changed }) => {
    const text: readonly string[] = changed;
    return sequence.toFixed() + text.join();
  });
  ticker.addEventListener('nalssi-error', ({ error }) => {
    if (error instanceof FeedError && error.reason === 'timeout') ticker.pause();
  });
  const shown: Promise<boolean> = ticker.scrollToStation('108');
  await shown;
  await ticker.refresh();
  ticker.play();

  ticker.mode = 'roll';
  ticker.mode = '';

  // @ts-expect-error no such mode
  ticker.mode = 'rolling';
  // @ts-expect-error no such direction
  ticker.direction = 'up';
  // @ts-expect-error no such unit
  ticker.unit = 'k';
  // @ts-expect-error a number
  ticker.speed = 'fast';
  // @ts-expect-error can only be read
  ticker.paused = true;
  // @ts-expect-error no such reason
  ticker.addEventListener('nalssi-error', ({ error }) => error.reason === 'bored');
  // @ts-expect-error not what the feed says
  ticker.addEventListener('nalssi-select', ({ observation }) => observation.condition?.value === 'nice');
`;

const feed = `
  import { type FeedReading, subscribe } from '@nalssi/widget/feed';

  const { signal } = new AbortController();
  const end: () => void = subscribe({ feed: '/v1/', region: 'KR-44', signal }, (reading, failure) => {
    const warm = reading?.observations.filter(({ temperature }) => (temperature?.value ?? 0) > 20);
    console.log(warm?.map(({ name }) => name.ko), failure?.reason === 'timeout', reading?.now);
  });
  end();
  // @ts-expect-error no such mode
  export const isNice = (reading: FeedReading) => reading.mode === 'nice';
  // @ts-expect-error a text
  subscribe({ region: 44 }, () => {});
`;

const react = `
  import type {} from '@nalssi/widget/react';
  import { useRef } from 'react';
  import type { NalssiTicker } from '@nalssi/widget';

  export function Header() {
    const ticker = useRef<NalssiTicker>(null);
    return (
      <nalssi-ticker ref={ticker} className="bar" ${jsx}
        ${events.map(({ name }) => `on${name}={(event) => event.timeStamp.toFixed()}`).join(' ')}
        onClick={() => ticker.current?.pause()}>
        <a href="/weather">날씨</a>
      </nalssi-ticker>
    );
  }
  export const chosen = <nalssi-ticker onnalssi-select={({ station }) => station.trim()} />;
  // @ts-expect-error a number
  export const fast = <nalssi-ticker speed="fast" />;
  // @ts-expect-error no such attribute
  export const nice = <nalssi-ticker nice />;

  export const board = <nalssi-board className="board" ${jsxOf(boardAttributes)}
    ${boardEvents.map(({ name }) => `on${name}={(event) => event.timeStamp.toFixed()}`).join(' ')} />;
  export const place = <nalssi-board onnalssi-select={({ place }) => place.trim()} />;
  // @ts-expect-error no such element of the weather
  export const snow = <nalssi-board metric="snow" />;
`;

const otherJsx = `
  import type {} from '@nalssi/widget/jsx';

  declare const h: (...words: unknown[]) => unknown;
  export const ticker = <nalssi-ticker class="bar" ${jsx} />;
  export const board = <nalssi-board class="board" ${jsxOf(boardAttributes)} />;
  // @ts-expect-error a number
  export const fast = <nalssi-ticker speed="fast" />;
  // @ts-expect-error no such attribute
  export const nice = <nalssi-ticker nice />;
  export { h };
`;

const vue = `
  import type {} from '@nalssi/widget/vue';
  import type { GlobalComponents } from 'vue';

  type Ticker = InstanceType<GlobalComponents['nalssi-ticker']>;
  export const settings: Ticker['$props'] = { class: 'bar', ${object} };
  export function listen(emit: Ticker['$emit']): void {
    emit satisfies (name: 'nalssi-select', event: import('@nalssi/widget').NalssiSelectEvent) => void;
    // @ts-expect-error no such event
    emit('nalssi-nice', new Event('x'));
  }
  // @ts-expect-error a number
  export const fast: Ticker['$props'] = { speed: 'fast' };

  type Board = InstanceType<GlobalComponents['nalssi-board']>;
  export const region: Board['$props'] = { class: 'board', ${objectOf(boardAttributes)} };
  export const choose = (emit: Board['$emit'], event: import('@nalssi/widget/board').BoardSelectEvent) =>
    emit('nalssi-select', event);
`;

describe.each([
  ['bundler', bundler],
  ['nodenext', nodenext],
])('with the module resolution %s', (_, options) => {
  test('a page knows the tag, its properties, methods and events', () => {
    expect(project.complaints('page.ts', page, options)).toBe('');
  });

  test('a program knows what the feed gives without an element', () => {
    expect(project.complaints('feed.ts', feed, options)).toBe('');
  });

  test('JSX of React 19 knows every attribute and event of the manifest', () => {
    const compilerOptions = { ...options, jsx: 'react-jsx', skipLibCheck: true };
    expect(project.complaints('react.tsx', react, compilerOptions)).toBe('');
  });
});

test('what the README shows has no error', () => {
  const compilerOptions = { ...bundler, jsx: 'react-jsx', skipLibCheck: true };
  expect(project.complaints('shown.ts', shownInReadme('ts'), compilerOptions)).toBe('');
  const feedOptions = { ...bundler, skipLibCheck: true };
  expect(project.complaints('feed.ts', shownInReadme('ts feed'), feedOptions)).toBe('');
  expect(project.complaints('board.ts', shownInReadme('ts board'), feedOptions)).toBe('');
  expect(project.complaints('header.tsx', shownInReadme('tsx'), compilerOptions)).toBe('');
});

test('JSX of others knows every attribute of the manifest', () => {
  const compilerOptions = { ...bundler, jsx: 'preserve', jsxFactory: 'h' };
  expect(project.complaints('other.tsx', otherJsx, compilerOptions)).toBe('');
});

test('templates of Vue know every attribute and event of the manifest', () => {
  expect(project.complaints('vue.ts', vue, { ...bundler, skipLibCheck: true })).toBe('');
});
