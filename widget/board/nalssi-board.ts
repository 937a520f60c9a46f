import { placesOf } from '@nalssi/schemas/facts';
import { LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { html } from '../element/html.ts';
import { VisibilityController } from '../element/visibility-controller.ts';
import { NalssiErrorEvent } from '../events/error-event.ts';
import { NalssiLoadEvent } from '../events/load-event.ts';
import type { FeedError } from '../feed/feed-error.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import { observedTime } from '../format/time.ts';
import { fill } from '../format/words.ts';
import { BoardController } from './board-controller.ts';
import { type BoardView, boardView, readingText } from './board-view.ts';
import { isDirection, nextNamed, nextSpot, outermost } from './model/compass.ts';
import { isMetricId, type MetricId, metrics } from './model/metrics.ts';
import type { Sorting, SortKey } from './model/order.ts';
import { regionChoice, shortTitleOf, tabsOf } from './model/regions.ts';
import { livingOf, type Row } from './model/rows.ts';
import { proportionOf } from './model/sheet.ts';
import { styles } from './nalssi-board.styles.ts';
import { BoardSelectEvent } from './select-event.ts';
import { mapView } from './views/map-view.ts';
import {
  extremesView,
  legendView,
  metricView,
  tabsView,
  warningsView,
} from './views/parts-view.ts';
import { tableStops, tableView } from './views/table-view.ts';
import { ko } from './words-ko.ts';

/** What can be left out of a board. */
const partNames = ['map', 'table', 'extremes', 'warnings'] as const;

/**
 * The weather of a region at once: a map with the values of KMA's stations, where it is warmest and
 * coldest, the table of its places with the last 24 hours, and the warnings in force.
 *
 * @summary A weather board that reads a Nalssi feed.
 *
 * @slot - Shown until the first values are there, and while the feed cannot be read at all.
 *
 * @fires {NalssiLoadEvent} nalssi-load - The first values are on the page.
 * @fires {NalssiErrorEvent} nalssi-error - The feed could not be read; the board tries again.
 * @fires {BoardSelectEvent} nalssi-select - A reader chose a place, on the map or in the table.
 *
 * @csspart board - The whole board.
 * @csspart warnings - The warnings in force.
 * @csspart tabs - The regions to choose from.
 * @csspart metrics - The elements to choose from.
 * @csspart map - The map.
 * @csspart legend - The colours of the map.
 * @csspart extremes - Where it is warmest, coldest, wettest and windiest.
 * @csspart table - The table.
 * @csspart attribution - Who made the observations and the borders.
 */
export class NalssiBoard extends LitElement {
  static override readonly styles = styles;

  static override readonly properties: PropertyDeclarations = {
    region: {},
    tabs: {},
    place: {},
    feed: {},
    theme: {},
    parts: {},
    metric: {},
    rows: {},
    sorting: { state: true },
    width: { state: true },
    selected: { state: true },
    pointed: { state: true },
    mapStop: { state: true },
    tableStop: { state: true },
    said: { state: true },
  };

  /** Feed base of elements without `feed`; empty for `/v1/` at the page's own origin. */
  static defaultFeed = '';
  /** Folder of the maps, with its last slash. */
  static maps = '';

  /**
   * The 시도 to show, as the ticker has it: `KR-44 KR-30`, `충남·대전`; without it, and for `전국`, the surface
   * stations of the country.
   */
  declare region: string;
  /** Regions to choose from: `충남 대전 세종 전국`; `+` joins some in one tab: `대구+경북`. */
  declare tabs: string;
  /** A 시군구 that is chosen from the beginning and stands first: `천안시`, `서울 중구`, `11140`. */
  declare place: string;
  /** Base of the feed. Without it `/v1/` at the origin that the script came from. */
  declare feed: string;
  /** `light`, `dark`, `auto`, or `inherit` for the page's own background and colour. */
  declare theme: 'light' | 'dark' | 'auto' | 'inherit' | '';
  /** What there is of `map`, `table`, `extremes` and `warnings`; without it all. */
  declare parts: string;
  /**
   * What the map shows: `temperature`, `feelsLike`, `rain`, `windSpeed`, `humidity` or `change`.
   * @default temperature
   */
  declare metric: MetricId | '';
  /** `stations` for a table of all stations instead of the places. */
  declare rows: 'places' | 'stations' | '';

  /** How the table is sorted. */
  declare protected sorting: Sorting;
  /** Of the map in CSS px. */
  declare protected width: number;
  /** Key of the row that was chosen; `null` where the reader has not. */
  declare protected selected: string | null;
  /** Key of the mark that the pointer is on. */
  declare protected pointed: string;
  declare protected mapStop: string;
  declare protected tableStop: string;
  /** What is told to screen readers of what the reader has done. */
  declare protected said: string;

  readonly #feed = new BoardController(this);
  readonly #frame = document.createElement('section');
  #view: BoardView | null = null;
  #told: { isLoaded: boolean; failure: FeedError | null } = { isLoaded: false, failure: null };
  readonly #observer = new ResizeObserver((entries) => {
    for (const { contentRect } of entries) this.width = Math.round(contentRect.width);
  });

  constructor() {
    super();
    for (const name of ['region', 'tabs', 'place', 'feed', 'parts'] as const) this[name] = '';
    this.theme = '';
    this.metric = '';
    this.rows = '';
    this.sorting = { by: 'name', isDescending: false };
    this.width = 0;
    this.selected = null;
    this.pointed = '';
    this.mapStop = '';
    this.tableStop = 'sort:name';
    this.said = '';
    this.#frame.setAttribute('part', 'board');
    new VisibilityController(
      this,
      this,
      (offscreen, hidden) => this.#feed.setSeen(!offscreen && !hidden),
      () => {},
    );
  }

  /** Asks for the feed now. Resolves when the answers are on the page, or have failed. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#feed.refresh();
    this.requestUpdate();
    await this.updateComplete;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override createRenderRoot(): HTMLElement {
    const root = super.createRenderRoot();
    root.append(this.#frame);
    for (const [type, hear] of [
      ['click', this.#clicked],
      ['change', this.#changed],
      ['keydown', this.#keyed],
      ['focusin', this.#pointedAt],
      ['pointerover', this.#pointedAt],
    ] as const) {
      this.#frame.addEventListener(type, hear);
    }
    return this.#frame;
  }

  protected override render(): TemplateResult {
    const words = ko;
    const { regions, place } = this.#chosen();
    const ids = regions.length === 0 ? ['KR'] : regions;
    const parts = this.parts === '' ? partNames : this.parts.split(/[\s,]+/);
    const has = (part: (typeof partNames)[number]) => parts.includes(part);
    this.#feed.follow({
      feed: folderOf(this.feed || NalssiBoard.defaultFeed, this.baseURI),
      maps: NalssiBoard.maps,
      ids,
      hasMap: has('map'),
    });
    const { boards, failure, maps, warnings } = this.#feed;
    const now = this.#feed.now();
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    const selected = this.selected ?? place;
    const view = boardView(
      {
        boards,
        stations: this.#feed.stations.map(({ stations }) => stations),
        histories: this.#feed.histories,
        places: this.#feed.places?.places ?? [],
        warnings,
        maps,
        now,
      },
      {
        regions,
        metric,
        sorting: this.sorting,
        areStations: this.rows === 'stations',
        selected,
        width: this.width,
        language: 'ko',
        words,
      },
    );
    this.#view = view;
    this.#feed.wakeAt(view.nextExpiry);
    const isLoaded = boards.length > 0;
    const warned = view.warned;
    const chart = has('map')
      ? html`<div class="chart ${view.fills.size > 0 ? 'filled' : ''}">
          ${
            maps !== null && view.sheet === null
              ? html`<p class="notice">${words.noMap}</p>`
              : mapView(
                  {
                    sheet: view.sheet,
                    proportion: proportionOf(ids),
                    unit: view.unit,
                    marks: view.marks,
                    fills: view.fills,
                    warned: warned?.places ?? new Map(),
                    label: fill(words.map, {
                      region: view.title.replace(/ 날씨$/, ''),
                      metric: words.metrics[metric],
                    }),
                    role: words.mapRole,
                    current: this.#mapStop(view, selected),
                  },
                  'ko',
                )
          }
          <output>${this.#reading(view, selected, metric, now)}</output>
          ${legendView(metrics[metric])}
        </div>`
      : nothing;
    return html`<div class="body" lang="ko" @slotchange=${() => this.requestUpdate()}>
      ${isLoaded ? nothing : html`<slot></slot>`}
      <header>
        <h2>${view.title}</h2>
        <p>
          ${boards.some(({ mode }) => mode === 'replay') ? html`<span class="badge">${words.common.replay}</span> ` : nothing}
          ${[view.observed, isLoaded ? view.count : ''].filter(Boolean).join(' · ')}
        </p>
      </header>
      ${this.#notice(failure, now)}
      ${has('warnings') ? warningsView(warned, now, words) : nothing}
      ${tabsView(this.#tabs(regions), words)}
      ${metricView(metric, words)}
      <p id="summary" class="spoken">${view.summary}</p>
      <div class="columns">
        ${chart}
        <div class="side">
          ${has('extremes') ? extremesView(view.extremes, metrics, words) : nothing}
          ${
            has('table')
              ? tableView(
                  {
                    rows: view.rows,
                    areStations: view.areStations,
                    now,
                    metric,
                    sorting: this.sorting,
                    lines: view.lines,
                    lacksHistory: this.#feed.lacksHistory || this.#feed.histories.length > 0,
                    isToday: view.isToday,
                    warned: warned?.places ?? new Map(),
                    current: this.#tableStop(view),
                    selected,
                    caption: fill(words.table, { region: view.title.replace(/ 날씨$/, '') }),
                    words,
                  },
                  'ko',
                )
              : nothing
          }
          ${
            has('table') && view.hasPlaces
              ? html`<label class="more"
                  ><input type="checkbox" name="rows" .checked=${view.areStations} />${words.allStations}</label
                >`
              : nothing
          }
        </div>
      </div>
      <footer part="attribution">
        ${this.#attribution()}${has('map') && view.sheet ? ` · ${words.borders}` : nothing}
      </footer>
      <p class="spoken" role="status">${this.said}</p>
    </div>`;
  }

  protected override updated(): void {
    const map = this.#frame.querySelector('.map');
    if (map) this.#observer.observe(map);
    const { failure, boards } = this.#feed;
    const told = this.#told;
    this.#told = { isLoaded: told.isLoaded || boards.length > 0, failure };
    const [board] = boards;
    if (board && !told.isLoaded) {
      this.dispatchEvent(new NalssiLoadEvent(board.sequence, this.#view?.rows.length ?? 0));
    }
    if (failure !== null && failure !== told.failure) {
      this.dispatchEvent(new NalssiErrorEvent(failure));
    }
  }

  /** The regions to show, and the number of the place that the page has chosen. */
  #chosen() {
    const { codes } = regionChoice(
      this.region || (tabsOf(this.tabs)[0]?.replaceAll('+', ' ') ?? ''),
    );
    const places = this.#feed.places?.places ?? [];
    const found = this.place === '' ? [] : placesOf(this.place, places, codes);
    const [only, other] = found;
    const place = other === undefined ? only : undefined;
    return {
      regions: codes.length === 0 && this.region === '' && place ? [place.region] : codes,
      place: place?.code ?? '',
    };
  }

  /** Tabs, of which the one with the same regions is chosen, however it names them. */
  #tabs(regions: readonly string[]) {
    return tabsOf(this.tabs).map((tab) => {
      const value = tab.replaceAll('+', ' ');
      const { codes } = regionChoice(value);
      const isChosen = codes.toSorted().join() === regions.toSorted().join();
      return { value, title: shortTitleOf(codes, 'ko', ko), isChosen };
    });
  }

  #notice(failure: FeedError | null, now: number) {
    const [board] = this.#feed.boards;
    if (board === undefined) {
      const text = failure === null ? ko.loading : ko.common.failed;
      return html`<p class="notice" role="status">
        ${text} ${failure === null ? nothing : html`<button data-do="retry">${ko.retry}</button>`}
      </p>`;
    }
    if (board.status !== 'stale' && failure === null && !this.#feed.isLate) return nothing;
    const time = observedTime(board.generatedAt, now, ko.common);
    return html`<p class="notice">
      ${fill(ko.stale, { time })} <button data-do="retry">${ko.retry}</button>
    </p>`;
  }

  #attribution() {
    const [board] = this.#feed.boards;
    if (board === undefined) return nothing;
    const { text, url } = board.attribution;
    return url === null ? text : html`<a href=${url}>${text}</a>`;
  }

  /** What the pointer, the focus or the choice is on, in words. */
  #reading(view: BoardView, selected: string, metric: MetricId, now: number): string {
    const key = this.pointed || selected;
    const mark = view.marks.find((one) => one.key === key || (!this.pointed && one.isSelected));
    if (mark) return mark.label;
    const row = view.rows.find((one) => one.key === key);
    if (row === undefined) return '';
    const reading = livingOf(row, metric, now);
    const { text, unit } = metrics[metric];
    return `${row.name} ${reading ? `${text(reading.value)}${unit}` : ko.missing}, ${readingText(row, now, ko)}`;
  }

  /** The one mark, and the one row or head, that can be reached by the tab key. */
  #mapStop({ marks }: BoardView, selected: string): string {
    const held = [this.mapStop, selected].find((stop) => marks.some(({ key }) => key === stop));
    return held ?? (marks.find(({ form }) => form !== 'dot') ?? marks[0])?.key ?? '';
  }

  #tableStop({ rows }: BoardView): string {
    return tableStops(rows).includes(this.tableStop) ? this.tableStop : 'sort:name';
  }

  #select(key: string): void {
    this.selected = this.selected === key ? '' : key;
    this.mapStop = key;
    this.tableStop = key;
    const chosen = this.#rowOf(key) ?? this.#view?.marks.find((mark) => mark.key === key);
    if (chosen && this.selected !== '') {
      this.dispatchEvent(new BoardSelectEvent(chosen.station, chosen.place));
    }
  }

  #rowOf(key: string): Row | undefined {
    return this.#view?.rows.find((row) => row.key === key);
  }

  readonly #clicked = (event: Event) => {
    const target = event.target as Element;
    const own = (selector: string) => target.closest<HTMLElement | SVGElement>(selector)?.dataset;
    const tab = own('[data-tab]')?.['tab'];
    const key =
      own('[data-key]')?.['key'] ?? own('[data-row]')?.['row'] ?? own('[data-show]')?.['show'];
    if (own('[data-do]')) void this.refresh();
    else if (tab !== undefined) this.#open(tab);
    else if (key?.startsWith('sort:')) this.#sort(key.slice(5) as SortKey);
    else if (key !== undefined) this.#select(key);
  };

  #open(tab: string): void {
    this.region = tab;
    this.selected = null;
    this.mapStop = '';
  }

  #sort(by: SortKey): void {
    const isSame = by === this.sorting.by;
    this.sorting = { by, isDescending: isSame ? !this.sorting.isDescending : by !== 'name' };
    this.tableStop = `sort:${by}`;
    this.said = fill(ko.sortedBy, {
      column: ko.columns[by as keyof typeof ko.columns] ?? '',
      order: this.sorting.isDescending ? ko.descending : ko.ascending,
    });
  }

  readonly #changed = ({ target }: Event) => {
    const { name, value, checked } = target as HTMLInputElement;
    if (name === 'rows') this.rows = checked ? 'stations' : 'places';
    if (name === 'metric' && isMetricId(value)) {
      this.metric = value;
      if (this.sorting.by !== 'name') this.sorting = { by: value, isDescending: true };
    }
  };

  readonly #pointedAt = ({ target }: Event) => {
    const { key = '' } = (target as Element).closest<SVGElement>('[data-key]')?.dataset ?? {};
    this.pointed = key.startsWith('sort:') ? '' : key;
  };

  readonly #keyed = (event: Event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
    if (ctrlKey || metaKey || altKey) return;
    const element = target as Element;
    const stop = element.closest<HTMLElement | SVGElement>('[data-key],[data-tab]');
    if (stop === null) return;
    const isMap = element.closest('.map') !== null;
    const next = isMap
      ? this.#nextOnMap(stop.dataset['key'] ?? '', key)
      : stop.dataset['tab'] === undefined
        ? this.#nextInTable(stop.dataset['key'] ?? '', key)
        : null;
    if (stop.dataset['tab'] !== undefined) {
      const step = { ArrowLeft: stop.previousElementSibling, ArrowRight: stop.nextElementSibling }[
        key
      ];
      (step as HTMLElement | null | undefined)?.focus();
      return;
    }
    // Marks are drawings, which no browser presses.
    if (isMap && (key === 'Enter' || key === ' ')) {
      event.preventDefault();
      this.#select(stop.dataset['key'] ?? '');
      return;
    }
    if (next === null) return;
    event.preventDefault();
    if (isMap && key !== 'Escape') this.mapStop = next;
    else this.tableStop = next;
    void this.updateComplete.then(() => {
      const within = isMap && key !== 'Escape' ? '.map' : 'table';
      this.#frame
        .querySelector<HTMLElement | SVGElement>(`${within} [data-key="${CSS.escape(next)}"]`)
        ?.focus();
    });
  };

  #nextOnMap(from: string, key: string): string | null {
    const marks = this.#view?.marks ?? [];
    if (isDirection(key)) return nextSpot(marks, from, key);
    if (key === 'Home' || key === 'End') return outermost(marks, key === 'Home');
    if (key === 'Escape') return this.#rowOf(from)?.key ?? this.tableStop;
    const named = marks.map((mark) => ({ key: mark.key, name: mark.label }));
    return key.length === 1 && key !== ' ' ? nextNamed(named, from, key) : null;
  }

  #nextInTable(from: string, key: string): string | null {
    const rows = this.#view?.rows ?? [];
    const stops = tableStops(rows);
    const heads = stops.length - rows.length;
    const at = stops.indexOf(from);
    const isHead = at < heads;
    const to = {
      ArrowLeft: isHead ? Math.max(at - 1, 0) : at,
      ArrowRight: isHead ? Math.min(at + 1, heads - 1) : at,
      ArrowDown: isHead ? heads : at + 1,
      ArrowUp: at - 1,
      Home: isHead ? 0 : heads,
      End: isHead ? heads - 1 : stops.length - 1,
    }[key];
    if (to !== undefined) return isHead && key === 'ArrowUp' ? null : (stops[to] ?? null);
    return !isHead && key.length === 1 && key !== ' ' ? nextNamed(rows, from, key) : null;
  }
}

/** The folder of a feed's files; `null` for an address that is none. */
function folderOf(base: string, page: string): string | null {
  const url = tickerFileUrl(base, page);
  return url === null ? null : new URL('.', url).href;
}

declare global {
  interface HTMLElementTagNameMap {
    'nalssi-board': NalssiBoard;
  }
}
