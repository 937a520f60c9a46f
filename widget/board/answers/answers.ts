import { fill } from '../../format/words.ts';
import { adoptIn } from '../adopted.ts';
import type {
  BoardAnswers,
  BoardExtras,
  BoardHost,
  BoardMoment,
  BoardStop,
  Controls,
} from '../extension.ts';
import type { MapFile } from '../map-file.ts';
import type { FoundPlace } from '../model/choice.ts';
import type { MetricId } from '../model/metrics.ts';
import type { Row } from '../model/rows.ts';
import type { Scale } from '../model/scales.ts';
import type { Sorting, SortKey } from '../model/sorting.ts';
import { BoardSelectEvent } from '../select-event.ts';
import type { AnswerWords } from '../words.ts';
import { styles } from './answers.styles.ts';
import { controlsOf } from './controls.ts';
import { type GestureHost, hearGestures } from './gestures.ts';
import { Histories } from './histories.ts';
import { chosenFirst, sorted } from './order.ts';
import { type ReaderState, untouched } from './reader-state.ts';
import { sayRow } from './say-row.ts';
import { scaleOf } from './scales.ts';
import { type WarnedPlace, warnedPlaces } from './warned-places.ts';
import { hatchView, warningView } from './warned-view.ts';
import { ko } from './words-ko.ts';

/** Answers the readers of one board. */
export function answer(host: BoardHost): BoardAnswers {
  return new Answers(host);
}

class Answers implements BoardAnswers, GestureHost {
  readonly #host: BoardHost;
  #state = untouched;
  readonly #histories: Histories;
  #extras: BoardExtras | null = null;
  /** `null` where the third script could not be had. */
  #loading: Promise<void> | null | undefined;
  #moment: BoardMoment | null = null;
  #warned: ReadonlyMap<string, WarnedPlace> = new Map();
  /** Key of what the pointer or the focus is on. */
  #pointed = '';

  constructor(host: BoardHost) {
    this.#host = host;
    this.#histories = new Histories(host);
    hearGestures(this, host.frame);
    adoptIn(host.frame, styles);
  }

  get sorting(): Sorting {
    return this.#state.sorting;
  }

  get selected(): string {
    return this.#state.selected ?? this.place()?.code ?? '';
  }

  get mapStop(): string {
    const marks = this.view?.marks ?? [];
    const held = [this.#state.mapStop, this.selected].find((stop) =>
      marks.some(({ key }) => key === stop),
    );
    return held ?? (marks.find(({ form }) => form !== 'dot') ?? marks[0])?.key ?? '';
  }

  get tableStop(): string {
    const { tableStop } = this.#state;
    const isThere =
      tableStop.startsWith('sort:') || this.view?.rows.some(({ key }) => key === tableStop);
    return isThere ? tableStop : 'sort:name';
  }

  get view() {
    return this.#host.view;
  }

  place(): FoundPlace | null | undefined {
    if (!this.#host.element.place) return null;
    if (this.#extras) return this.#extras.place();
    if (this.#loading === undefined) void this.#extend();
    // Without the third script there is none.
    return this.#loading === null ? null : undefined;
  }

  arranged(rows: readonly Row[], now: number): readonly Row[] {
    const { sorting } = this.#state;
    return chosenFirst(
      sorted(rows, sorting, now, this.view?.dayOf),
      this.place()?.code ?? '',
      sorting,
    );
  }

  onMap(rows: readonly Row[]): readonly Row[] {
    const { hour } = this.#state;
    const past = this.#extras?.past;
    return hour === null || !past ? rows : past(rows, this.#histories.contents, hour);
  }

  label(
    row: Row,
    { metric, metrics, now }: Pick<BoardMoment, 'metric' | 'metrics' | 'now'>,
  ): string {
    const { common } = this.#host.words;
    return sayRow(row, now, { metric, metrics, words: this.#words, common });
  }

  scaleOf(metric: MetricId): Scale | null {
    return scaleOf(metric);
  }

  line(station: string): unknown {
    return this.#histories.line(station, this.#words);
  }

  warning(code: string): unknown {
    const { templates } = this.#host;
    const place = this.#warned.get(code);
    return place ? warningView(place, this.#words, templates) : templates.nothing;
  }

  hatches(map: MapFile, pattern: string): unknown {
    return hatchView(map, this.#warned, pattern, this.#host.templates);
  }

  draw(moment: BoardMoment): Controls {
    this.#moment = moment;
    this.#histories.follow();
    const { warned, stations, places } = moment.view;
    this.#warned = warnedPlaces(warned?.groups ?? [], stations, places ?? []);
    return controlsOf({
      host: this.#host,
      moment,
      state: this.#state,
      words: this.#words,
      extras: this.#extras,
      hours: this.#hours,
      reading: this.#reading(),
    });
  }

  disconnected(): void {
    this.#extras?.disconnected();
  }

  // What a reader does.

  select(key: string): void {
    const selected = this.selected === key ? '' : key;
    this.#set({ selected, mapStop: key, tableStop: key });
    const { rows = [], marks = [] } = this.view ?? {};
    const chosen = [...rows, ...marks].find((one) => one.key === key);
    if (!chosen || selected === '') return;
    this.#host.element.dispatchEvent(new BoardSelectEvent(chosen.station, chosen.place));
    this.act('reveal');
  }

  open(tab: string): void {
    this.#host.element.region = tab;
    this.#set({ selected: null, hour: null });
  }

  sort(by: SortKey): void {
    const { sorting } = this.#state;
    const isDescending = by === sorting.by ? !sorting.isDescending : by !== 'name';
    const own = this.#words;
    const column = this.#host.words.columns[by];
    this.#set({
      sorting: { by, isDescending },
      tableStop: `sort:${by}`,
      said: fill(own.sortedBy, { column, order: isDescending ? own.descending : own.ascending }),
    });
  }

  show(metric: MetricId): void {
    this.#host.element.metric = metric;
    const { by } = this.#state.sorting;
    const sorting = { by: metric, isDescending: true };
    this.#set({ hour: null, ...(by !== 'name' && { sorting }) });
  }

  list(areStations: boolean): void {
    this.#host.element.rows = areStations ? 'stations' : 'places';
  }

  /** Without an update: a pointer that crosses the table would draw it anew with each row. */
  point(key: string): void {
    if (key === this.#pointed) return;
    this.#pointed = key;
    const output = this.#host.frame.querySelector('output');
    if (output) output.textContent = this.#reading();
  }

  expectKeys(): void {
    void this.#extend();
  }

  press(stop: BoardStop, key: string): boolean {
    if (this.#extras) return this.#extras.press(stop, key);
    const isOnMap = stop.closest('.map') !== null;
    const isKept = /^(?:Arrow|Home$|End$|\S$)/.test(key) || (isOnMap && key === 'Escape');
    if (isKept) void this.#extend().then(() => this.#extras?.press(stop, key));
    return isKept;
  }

  act(action: string, place?: string): void {
    void this.#extend().then(() => this.#extras?.act(action, place));
  }

  // What is drawn.

  get #words(): AnswerWords {
    return this.#host.words.answers ?? ko;
  }

  /** Beginnings of the hours that the map can show: of the temperature alone there are some. */
  get #hours(): readonly number[] {
    return this.#moment?.metric === 'temperature' ? (this.#histories.contents[0]?.hours ?? []) : [];
  }

  /** What the pointer, the focus or the choice is on, in words. */
  #reading(): string {
    const { marks = [], rows = [] } = this.view ?? {};
    const key = this.#pointed || this.selected;
    const row = rows.find((row) => row.key === key);
    const mark = marks.find((mark) => (this.#pointed ? mark.key === key : mark.isSelected));
    return mark?.label() ?? (row && this.#moment ? this.label(row, this.#moment) : '');
  }

  /** Gets the third script. One that cannot be had is asked for again by the next click. */
  #extend(): Promise<void> {
    this.#loading ??= this.#host
      .loadExtras()
      .then((script) => {
        this.#extras = script.extra(this.#host, (changes) => this.#set(changes));
      })
      .catch(() => {
        this.#loading = null;
      })
      .finally(() => this.#host.element.requestUpdate());
    return this.#loading;
  }

  #set(changes: Partial<ReaderState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#host.element.requestUpdate();
  }
}
