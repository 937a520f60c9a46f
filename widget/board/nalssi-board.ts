import {
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { html } from '../element/html.ts';
import { NalssiErrorEvent } from '../events/error-event.ts';
import { NalssiLoadEvent } from '../events/load-event.ts';
import type { FeedError } from '../feed/feed-error.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import { fill } from '../format/words.ts';
import { languageTagOf } from '../ticker/language.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { VisibilityController } from '../ticker/visibility-controller.ts';
import { BoardController } from './board-controller.ts';
import { BoardGestures } from './board-gestures.ts';
import { type BoardView, boardView, sayRow } from './board-view.ts';
import type { BoardExtension, BoardExtensionScript } from './extension.ts';
import { choiceOf, tabsFor } from './model/choice.ts';
import { isMetricId, type MetricId, metrics } from './model/metrics.ts';
import type { Sorting, SortKey } from './model/order.ts';
import { titleOf } from './model/regions.ts';
import { roomOf } from './model/room.ts';
import { styles } from './nalssi-board.styles.ts';
import { sayPlace } from './say-place.ts';
import { BoardSelectEvent } from './select-event.ts';
import { mapView } from './views/map-view.ts';
import {
  extremesView,
  headView,
  legendView,
  metricView,
  noticeView,
  roomView,
  tabsView,
  warningsView,
} from './views/parts-view.ts';
import { tableStops, tableView } from './views/table-view.ts';
import type { BoardWords } from './words.ts';
import { ko } from './words-ko.ts';

const attributes = ['region', 'tabs', 'place', 'feed', 'theme', 'parts', 'metric', 'rows'] as const;

/** What readers have done to a board, and what it has measured. */
interface BoardState {
  readonly sorting: Sorting;
  /** Of the map in CSS px. */
  readonly width: number;
  /** Key of the row that was chosen, empty for none; `null` where the reader has not. */
  readonly selected: string | null;
  /** Keys of the mark, and of the row or head, that the tab key goes to. */
  readonly mapStop: string;
  readonly tableStop: string;
  /** Place of the hour that the map shows; `null` for now. */
  readonly hour: number | null;
  /** What is typed into the search; `null` while it is closed. */
  readonly query: string | null;
  /** What is told to screen readers of what the reader has done. */
  readonly said: string;
}

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

  static override readonly properties: PropertyDeclarations = Object.fromEntries(
    attributes.map((name) => [name, { type: String }]),
  );

  /** Feed base of elements without `feed`; empty for `/v1/` at the page's own origin. */
  static defaultFeed = '';
  /** Folder of the maps, with its last slash. */
  static maps = '';
  /** Gets the words of English, for pages that are not in Korean. */
  static loadEnglish: () => Promise<BoardWords> = () => Promise.reject(Error());

  /** Gets the second script, for what a reader asks for. */
  static loadMore: () => Promise<BoardExtensionScript> = () => Promise.reject(Error());

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's getter needs the class it is called on.
    return [...super.observedAttributes, 'lang'];
  }

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

  readonly #feed = new BoardController(this);
  readonly #frame = pageDocument.createElement('section');
  #state: BoardState = {
    sorting: { by: 'name', isDescending: false },
    width: 0,
    selected: null,
    mapStop: '',
    tableStop: '',
    hour: null,
    query: null,
    said: '',
  };
  /** English once it is there; Korean also where it cannot be had. */
  #english: BoardWords | null = null;
  #loadingEnglish: Promise<void> | undefined;
  #extension: BoardExtension | null = null;
  #view: BoardView | null = null;
  /** Key of what the pointer or the focus is on. */
  #pointed = '';
  /** What the page has been told of. */
  #told: { isLoaded: boolean; failure: FeedError | null } = { isLoaded: false, failure: null };
  #map: Element | null = null;
  readonly #observer = new ResizeObserver((entries) => {
    for (const { contentRect } of entries) this.#set({ width: Math.round(contentRect.width) });
  });

  constructor() {
    super();
    Object.assign(this, Object.fromEntries(attributes.map((name) => [name, ''])));
    this.#frame.setAttribute('part', 'board');
    new VisibilityController(
      this,
      this,
      (offscreen, hidden) => this.#feed.setSeen(!offscreen && !hidden),
      () => {},
    );
    const board = this;
    new BoardGestures(
      {
        get view() {
          return board.#view;
        },
        select: (key) => this.#select(key),
        open: (tab) => {
          this.region = tab;
          this.#set({ selected: null, hour: null });
        },
        sort: (by) => this.#sort(by),
        show: (metric) => {
          this.metric = metric;
          this.#set({ hour: null });
          if (this.#state.sorting.by !== 'name') {
            this.#set({ sorting: { by: metric, isDescending: true } });
          }
        },
        list: (areStations) => {
          this.rows = areStations ? 'stations' : 'places';
        },
        point: (key) => this.#point(key),
        stopAt: (where, key) => {
          this.#set(where === 'map' ? { mapStop: key } : { tableStop: key });
          return this.updateComplete;
        },
        act: (action) => this.#act(action),
        find: (query) => this.#set({ query }),
        goTo: (code) => this.#goTo(code),
        moveTo: (hour) => this.#set({ hour: hour < this.#hours.length - 1 ? hour : null }),
      },
      this.#frame,
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
    this.#map = null;
    this.#extension?.disconnected();
  }

  protected override createRenderRoot(): HTMLElement {
    super.createRenderRoot().append(this.#frame);
    return this.#frame;
  }

  protected override render(): TemplateResult {
    const known = this.#words();
    const words = known ?? ko;
    const { language } = words.common;
    const places = this.#feed.hasSettledPlaces ? (this.#feed.places?.places ?? []) : null;
    const { ids, regions, place, found, unknown } = choiceOf(this, places);
    if (this.place && places?.length) sayPlace(this.place, found, places, language);
    const has = this.#parts();
    this.#feed.follow({
      feed: folderOf(this.feed || NalssiBoard.defaultFeed, this.baseURI),
      maps: NalssiBoard.maps,
      ids,
      hasMap: has.map,
    });
    if (known === null) return html`<slot></slot>`;
    if (unknown.length > 0) {
      return html`<div class="body" lang=${language}>
        <slot></slot>
        <p class="notice">${fill(words.unknownRegion, { regions: unknown.join(', ') })}</p>
      </div>`;
    }
    const { boards, failure, maps, isLate } = this.#feed;
    const now = this.#feed.now();
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    const { sorting, width, mapStop, tableStop, hour, said } = this.#state;
    const selected = this.#state.selected ?? place;
    const view = boardView(this.#feed.files, {
      regions,
      metric,
      sorting,
      areStations: this.rows === 'stations',
      hour,
      selected,
      width,
      words,
    });
    this.#view = view;
    this.#feed.wakeAt(view.nextExpiry);
    const region = titleOf(regions, language, words);
    const room = roomOf(ids);
    const warned = view.warned?.places ?? new Map();
    const isLoaded = boards.length > 0;
    return html`<div class="body" lang=${language}>
      ${isLoaded || (this.#told.isLoaded && failure === null) ? nothing : html`<slot></slot>`}
      ${headView({ title: fill(words.title, { region }), boards, view, failure, words })}
      ${noticeView({ boards, failure, isLate, now, words })}
      ${has.warnings ? warningsView(view.warned, now, words) : nothing}
      ${tabsView(tabsFor(this, regions, language, words), words)} ${metricView(metric, words)}
      <p id="summary" class="spoken">${view.summary}</p>
      <div class="columns">
        ${
          has.map
            ? html`<div class="chart ${view.fills.size > 0 ? 'filled' : ''}">
                ${
                  maps !== null && view.sheet === null
                    ? html`<p class="notice">${words.noMap}</p>`
                    : mapView(
                        {
                          ...view,
                          proportion: room.proportion,
                          warned,
                          label: fill(words.map, { region, metric: words.metrics[metric] }),
                          role: words.mapRole,
                          current: mapStopOf(view, [mapStop, selected]),
                        },
                        language,
                      )
                }
                <output .textContent=${this.#reading(selected, metric, now)}></output>
                ${this.#hoursView(metric, words, now)} ${legendView(metrics[metric])}
              </div>`
            : nothing
        }
        <div class="side">
          ${isLoaded ? nothing : roomView(room.rows, has.extremes, has.table)}
          ${isLoaded && has.extremes ? extremesView(view.extremes, metrics, words) : nothing}
          ${isLoaded && has.table ? this.#toolsView(view, regions, words) : nothing}
          ${
            isLoaded && has.table
              ? tableView({
                  ...view,
                  now,
                  metric,
                  sorting,
                  lacksHistory: this.#feed.hasSettledHistory,
                  warned,
                  current: tableStops(view.rows).includes(tableStop) ? tableStop : 'sort:name',
                  selected,
                  caption: fill(words.table, { region }),
                  words,
                })
              : nothing
          }
        </div>
      </div>
      <footer part="attribution">
        ${this.#attribution(words)}${has.map && view.sheet ? ` · ${words.borders}` : nothing}
      </footer>
      <p class="spoken" role="status">${said}</p>
    </div>`;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    this.#observe();
    this.#tell();
  }

  /** The width of the map, which may be another one. */
  #observe(): void {
    const map = this.#frame.querySelector('.map');
    if (map !== this.#map) {
      this.#observer.disconnect();
      if (map) this.#observer.observe(map);
      this.#map = map;
    }
  }

  #tell(): void {
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

  /** In the language of the page; `null` while they are on their way. */
  #words(): BoardWords | null {
    if (languageTagOf(this) === '') return ko;
    if (this.#english !== null) return this.#english;
    this.#loadingEnglish ??= NalssiBoard.loadEnglish()
      .catch(() => ko)
      .then((words) => {
        this.#english = words;
        this.requestUpdate();
      });
    return null;
  }

  #parts() {
    const named = this.parts?.split(/[\s,]+/) ?? [];
    const has = (part: string) => !this.parts || named.includes(part);
    return {
      map: has('map'),
      table: has('table'),
      extremes: has('extremes'),
      warnings: has('warnings'),
    };
  }

  /** Beginnings of the hours that the map can show. */
  get #hours(): readonly number[] {
    return this.#feed.files.histories[0]?.hours ?? [];
  }

  /** A line that is kept for the slider of the temperature's hours, which comes when it is asked for. */
  #hoursView(metric: MetricId, words: BoardWords, now: number): TemplateResult {
    const hours = metric === 'temperature' ? this.#hours : [];
    const { hour } = this.#state;
    if (this.#extension && hours.length > 0) {
      return this.#extension.hours({ hours, hour, now, words });
    }
    return html`<div class="hours">
      ${hours.length > 0 ? html`<button data-do="hours">${words.hours}</button>` : nothing}
    </div>`;
  }

  /** Above the table: which rows it has, and the way to one of them. */
  #toolsView(view: BoardView, regions: readonly string[], words: BoardWords): TemplateResult {
    const places = this.#feed.places?.places ?? [];
    const { query } = this.#state;
    if (query !== null && this.#extension) {
      return this.#extension.search({ query, places, regions, words });
    }
    return html`<div class="tools">
      ${
        view.hasPlaces
          ? html`<label
              ><input type="checkbox" name="rows" .checked=${view.areStations} />${words.allStations}</label
            >`
          : nothing
      }
      ${places.length > 0 ? html`<button data-do="search">${words.search}</button>` : nothing}
    </div>`;
  }

  /** To a place, also where it is in another region than those that are shown. */
  #goTo(code: string): void {
    const place = this.#feed.places?.places.find((one) => one.code === code);
    if (place === undefined) return;
    const shown = this.#view?.rows.map(({ key }) => key) ?? [];
    // A 일반구 is no row; its city is.
    const key = [code, place.parent ?? code].find((one) => shown.includes(one));
    if (key === undefined) this.region = place.region;
    if (this.rows === 'stations') this.rows = 'places';
    this.#set({ hour: null, selected: key ?? place.parent ?? code });
    void this.#close();
  }

  #act(action: string): void {
    if (action === 'retry') void this.refresh();
    else if (action === 'close') void this.#close();
    else if (action === 'search') void this.#bring({ query: '' }, '[name="search"]');
    else if (action === 'hours') void this.#bring({}, '[name="hour"]');
    else this.#extension?.act(action);
  }

  /** Puts something in the place of the button that was pressed, with the focus in it. */
  async #bring(changes: Partial<BoardState>, field: string): Promise<void> {
    this.#set(changes);
    await this.#extend();
    await this.updateComplete;
    this.#frame.querySelector<HTMLElement>(field)?.focus();
  }

  async #close(): Promise<void> {
    this.#set({ query: null });
    await this.updateComplete;
    this.#frame.querySelector<HTMLElement>('[data-do="search"]')?.focus();
  }

  /** Gets the second script. One that cannot be had is asked for again by the next click. */
  async #extend(): Promise<void> {
    if (this.#extension) return;
    const script = await NalssiBoard.loadMore().catch(() => null);
    this.#extension ??=
      script?.extendBoard(
        {
          showHour: (hour) => this.#set({ hour }),
          requestUpdate: () => this.requestUpdate(),
        },
        { html, nothing },
      ) ?? null;
    this.requestUpdate();
  }

  #attribution({ common }: BoardWords) {
    const [board] = this.#feed.boards;
    if (board === undefined) return nothing;
    const { text, url } = board.attribution;
    const known = Object.hasOwn(common.attributions, text) && common.attributions[text];
    const said = known ? known.join('') : text;
    return url === null ? said : html`<a href=${url}>${said}</a>`;
  }

  /** What the pointer, the focus or the choice is on, in words. */
  #reading(selected: string, metric: MetricId, now: number): string {
    const { marks = [], rows = [] } = this.#view ?? {};
    const mark = marks.find(({ key, isSelected }) =>
      this.#pointed === '' ? isSelected : key === this.#pointed,
    );
    if (mark) return mark.label;
    const row = rows.find(({ key }) => key === (this.#pointed || selected));
    return row ? sayRow(row, metric, now, this.#words() ?? ko) : '';
  }

  /** Without an update: a pointer that crosses the table would draw it anew with each row. */
  #point(key: string): void {
    if (key === this.#pointed) return;
    this.#pointed = key;
    const output = this.#frame.querySelector('output');
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    if (output)
      output.textContent = this.#reading(this.#state.selected ?? '', metric, this.#feed.now());
  }

  #select(key: string): void {
    const selected = this.#state.selected === key ? '' : key;
    this.#set({ selected, mapStop: key, tableStop: key });
    const { rows = [], marks = [] } = this.#view ?? {};
    const chosen = [...rows, ...marks].find((one) => one.key === key);
    if (chosen && selected !== '') {
      this.dispatchEvent(new BoardSelectEvent(chosen.station, chosen.place));
    }
  }

  #sort(by: SortKey): void {
    const { sorting } = this.#state;
    const isDescending = by === sorting.by ? !sorting.isDescending : by !== 'name';
    const words = this.#words() ?? ko;
    const order = isDescending ? words.descending : words.ascending;
    this.#set({
      sorting: { by, isDescending },
      tableStop: `sort:${by}`,
      said: fill(words.sortedBy, { column: words.columns[by], order }),
    });
  }

  #set(changes: Partial<BoardState>): void {
    this.#state = { ...this.#state, ...changes };
    this.requestUpdate();
  }
}

/** The mark that the tab key goes to: one of these, else the first value. */
function mapStopOf({ marks }: BoardView, keys: readonly string[]): string {
  const held = keys.find((stop) => marks.some(({ key }) => key === stop));
  return held ?? (marks.find(({ form }) => form !== 'dot') ?? marks[0])?.key ?? '';
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
