import {
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { html, svg } from '../element/html.ts';
import { NalssiErrorEvent } from '../events/error-event.ts';
import { NalssiLoadEvent } from '../events/load-event.ts';
import { NalssiUpdateEvent } from '../events/update-event.ts';
import type { FeedError } from '../feed/feed-error.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import { fill } from '../format/words.ts';
import { languageTagOf } from '../ticker/language.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { VisibilityController } from '../ticker/visibility-controller.ts';
import { styles } from './board.styles.ts';
import { BoardController } from './board-controller.ts';
import { type BoardView, boardViewer } from './board-view.ts';
import type { BoardAnswers, BoardAnswersScript, BoardExtrasScript } from './extension.ts';
import { choiceOf } from './model/choice.ts';
import { isMetricId, type MetricId, metricsOf } from './model/metrics.ts';
import { titleOf } from './model/regions.ts';
import { roomOf } from './model/room.ts';
import { temperatureScale } from './model/scales.ts';
import { mapView } from './views/map-view.ts';
import { extremesView, headView, noticeView, roomView, warningsView } from './views/parts-view.ts';
import { tableView } from './views/table-view.ts';
import type { BoardWords } from './words.ts';
import { ko } from './words-ko.ts';

const attributes = [
  'region',
  'tabs',
  'place',
  'stations',
  'feed',
  'theme',
  'parts',
  'metric',
  'rows',
  'unit',
] as const;

/** Rows and marks that are drawn with the first values; others follow when these are painted. */
const mostAtFirst = 40;

const unsorted = { by: 'name', isDescending: false } as const;

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
 * @fires {NalssiUpdateEvent} nalssi-update - Later values are on the page.
 * @fires {BoardSelectEvent} nalssi-select - A reader chose a place, on the map or in the table.
 *
 * @csspart board - The whole board.
 * @csspart warnings - The warnings in force.
 * @csspart tabs - The regions to choose from.
 * @csspart metrics - The elements to choose from.
 * @csspart map - The map.
 * @csspart legend - The colours of the map.
 * @csspart panel - The last two days of a station that was chosen.
 * @csspart extremes - Where it is warmest, coldest, wettest and windiest.
 * @csspart table - The table.
 * @csspart attribution - Who made the observations and the borders.
 *
 * @cssprop --nalssi-board-background - Behind the board; else `--nalssi-background`.
 * @cssprop --nalssi-board-color - Of texts; else `--nalssi-color`.
 * @cssprop --nalssi-board-accent-color - Of what is chosen; else `--nalssi-accent-color`.
 * @cssprop --nalssi-board-focus-color - Of the ring around what has the focus; else `--nalssi-focus-color`.
 * @cssprop --nalssi-board-font-family - Of texts; else `--nalssi-font-family`.
 * @cssprop --nalssi-board-font-size - Of texts; else `--nalssi-font-size`.
 */
export class NalssiBoard extends LitElement {
  static override readonly styles = styles;

  static override readonly properties: PropertyDeclarations = Object.fromEntries(
    attributes.map((name) => [name, { type: String }]),
  );

  /** Feed base of elements without `feed`; empty for `/v1/` at the page's own origin. */
  static defaultFeed = '';
  /** Folder of the maps, with its last slash, for a feed at an address. */
  static mapsOf: (feed: string) => string = () => '';
  /** Gets the words of English, for pages that are not in Korean. */
  static loadEnglish: () => Promise<BoardWords> = () => Promise.reject(Error());
  /** Gets the second script, which answers readers. */
  static loadAnswers: () => Promise<BoardAnswersScript> = () => Promise.reject(Error());
  /** Gets the third script, for what a reader asks for. */
  static loadExtras: () => Promise<BoardExtrasScript> = () => Promise.reject(Error());

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
  /** Numbers of stations that alone are shown, in this order; those of the regions that are read. */
  declare stations: string;
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
  /** `f` for temperatures in ℉. */
  declare unit: 'c' | 'f' | '';

  readonly #frame = pageDocument.createElement('section');
  readonly #feed = new BoardController(this);
  readonly #viewOf = boardViewer();
  #view: BoardView | null = null;
  #words: BoardWords = ko;
  /** English once it is there; Korean also where it cannot be had. */
  #english: BoardWords | null = null;
  #loadingEnglish: Promise<void> | undefined;
  #answers: BoardAnswers | null = null;
  /** `null` where the second script could not be had. */
  #loadingAnswers: Promise<void> | null | undefined;
  /** What the page has been told of. */
  #told: { sequence: number | null; failure: FeedError | null } = { sequence: null, failure: null };
  /** Whether the first values have been; `undefined` before there are any. */
  #isPainted: boolean | undefined;
  #known: ReadonlyMap<string, string> = new Map();
  /** Of the map in CSS px. */
  #size = { width: 0, height: 0 };
  #map: Element | null = null;
  readonly #observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    const { width, height } = entry.contentRect;
    this.#size = { width: Math.round(width), height: Math.round(height) };
    this.requestUpdate();
  });

  constructor() {
    super();
    Object.assign(this, Object.fromEntries(attributes.map((name) => [name, ''])));
    this.#frame.setAttribute('part', 'board');
    this.#frame.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('[data-do="retry"]')) void this.refresh();
    });
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
    this.#map = null;
    this.#answers?.disconnected();
  }

  protected override createRenderRoot(): HTMLElement {
    super.createRenderRoot().append(this.#frame);
    return this.#frame;
  }

  protected override render(): TemplateResult {
    const known = this.#wordsOfPage();
    const words = known ?? ko;
    this.#words = words;
    const { language } = words.common;
    const found = this.place ? this.#placeOf() : null;
    const { ids, regions, unknown } = choiceOf(this, found);
    const has = this.#parts();
    const feed = folderOf(this.feed || NalssiBoard.defaultFeed, this.baseURI);
    this.#feed.follow({
      feed,
      maps: feed === null ? '' : NalssiBoard.mapsOf(feed),
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
    const { files } = this.#feed;
    const { now } = files;
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    const metrics = metricsOf(this.unit);
    const answers = this.#answers;
    const view = this.#viewOf(files, {
      regions,
      metric,
      metrics,
      areStations: this.rows === 'stations',
      stations: this.stations?.match(/\d+/g) ?? [],
      ...this.#size,
      words,
      answers,
    });
    this.#view = view;
    this.#feed.wakeAt(view.nextExpiry);
    const region = titleOf(regions, language, words);
    const title = fill(words.title, { region });
    const room = roomOf(ids);
    const warned = view.warned?.places ?? new Map();
    const board =
      found === undefined ? null : (files.regions.find(({ board }) => board)?.board ?? null);
    const { failure, isOld } = this.#feed;
    const isFirst = !this.#isPainted;
    const controls = board && answers?.draw({ view, regions, region, metric, metrics, now, words });
    const count = { all: String(view.rows.length), count: String(view.count) };
    const times = view.time ? [fill(words.observed, { time: view.time })] : [];
    const said = board ? [...times, fill(words.count, count)].join(' · ') : words.loading;
    return html`<div class="body" lang=${language}>
      ${board || (this.#told.sequence !== null && failure === null) ? nothing : html`<slot></slot>`}
      ${headView(title, failure && !board ? '' : said, board?.mode === 'replay', words)}
      ${noticeView(board, failure, isOld, now, words)}
      ${has.warnings && board ? warningsView(view.warned, now, words) : nothing}
      ${/[\s,]/.test(this.tabs?.trim() ?? '') ? html`<div class="tab-room">${controls?.tabs}</div>` : nothing}
      <div class="metric-room">${controls?.metrics}</div>
      <div class="spoken">${controls?.spoken}</div>
      <div class="columns">
        ${
          has.map
            ? html`<div class="chart ${view.fills.size > 0 ? 'filled' : ''}">
                ${
                  files.maps !== null && view.sheet === null
                    ? html`<p class="notice">${words.noMap}</p>`
                    : mapView(
                        {
                          ...view,
                          // The last of them are those with values.
                          marks: board ? view.marks.slice(isFirst ? -mostAtFirst : 0) : [],
                          proportion: view.proportion || room.proportion,
                          warned,
                          label: controls?.mapLabel ?? title,
                          role: words.mapRole,
                          current: answers?.mapStop ?? '',
                        },
                        language,
                      )
                }
                <div class="chart-room">${controls?.chart}</div>
                ${controls?.panel}
              </div>`
            : nothing
        }
        <div class="side" .style=${`--rows:${board ? view.rows.length : room.rows}`}>
          ${board ? nothing : roomView(has.extremes, has.table)}
          ${board && has.extremes ? extremesView(view.extremes, metrics, words) : nothing}
          ${board && has.table ? html`<div class="tools">${controls?.tools}</div>` : nothing}
          ${
            board && has.table
              ? tableView({
                  ...view,
                  rows: isFirst ? view.rows.slice(0, mostAtFirst) : view.rows,
                  now,
                  metric,
                  metrics,
                  sorting: answers?.sorting ?? unsorted,
                  lacksHistory: this.#feed.hasSettledHistory,
                  warned,
                  current: answers?.tableStop ?? 'sort:name',
                  selected: answers?.selected ?? '',
                  caption: fill(words.table, { region }),
                  words,
                })
              : nothing
          }
          ${has.map ? nothing : controls?.panel}
        </div>
      </div>
      <footer part="attribution">
        ${this.#attribution(words)}${has.map && view.sheet ? ` · ${words.borders}` : nothing}
      </footer>
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
    if (this.#told.sequence === null || this.#isPainted !== undefined) return;
    this.#isPainted = false;
    // When the values have been painted, so that they do not wait for the rest.
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#isPainted = true;
        this.requestUpdate();
        if (this.#loadingAnswers === undefined) this.#loadAnswers();
      }),
    );
  }

  /** The size of the map, which may be another one. */
  #observe(): void {
    const map = this.#frame.querySelector('.map');
    if (map !== this.#map) {
      this.#observer.disconnect();
      if (map) this.#observer.observe(map);
      this.#map = map;
    }
  }

  #tell(): void {
    const { failure, files } = this.#feed;
    const told = this.#told;
    const sequence = files.regions.find(({ board }) => board)?.board?.sequence ?? told.sequence;
    this.#told = { sequence, failure };
    if (sequence !== null && sequence !== told.sequence) {
      if (this.#loadingAnswers === null) this.#loadAnswers();
      const changed = this.#changed();
      this.dispatchEvent(
        told.sequence === null
          ? new NalssiLoadEvent(sequence, this.#view?.rows.length ?? 0)
          : new NalssiUpdateEvent(sequence, changed),
      );
    }
    if (failure !== null && failure !== told.failure) {
      this.dispatchEvent(new NalssiErrorEvent(failure));
    }
  }

  /** Numbers of the stations that say something else than when this was asked before. */
  #changed(): readonly string[] {
    const before = this.#known;
    this.#known = new Map(
      this.#feed.files.regions.flatMap(({ board }) =>
        [...(board?.stations ?? [])].map(([id, { readings }]) => [id, JSON.stringify(readings)]),
      ),
    );
    return [...this.#known].flatMap(([id, said]) => (before.get(id) === said ? [] : id));
  }

  /** In the language of the page; `null` while they are on their way. */
  #wordsOfPage(): BoardWords | null {
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

  /** What `place` means, which the second script knows: without it there is none. */
  #placeOf() {
    if (this.#loadingAnswers === undefined) this.#loadAnswers();
    if (this.#answers) return this.#answers.place();
    return this.#loadingAnswers === null ? null : undefined;
  }

  /** Gets the second script. One that cannot be had is asked for again with the next values. */
  #loadAnswers(): void {
    const board = this;
    this.#loadingAnswers ??= NalssiBoard.loadAnswers()
      .then((script) => {
        this.#answers = script.answer({
          element: this,
          frame: this.#frame,
          templates: { html, svg, nothing },
          scale: temperatureScale,
          get view() {
            return board.#view;
          },
          get files() {
            return board.#feed.files;
          },
          get words() {
            return board.#words;
          },
          open: (path, read) => this.#feed.open(path, read),
          loadExtras: () => NalssiBoard.loadExtras(),
        });
      })
      .catch(() => {
        this.#loadingAnswers = null;
      })
      .finally(() => this.requestUpdate());
  }

  #attribution({ common }: BoardWords) {
    const { text, url } = this.#feed.files.regions[0]?.board?.attribution ?? {};
    if (!text) return nothing;
    const said = Object.hasOwn(common.attributions, text)
      ? (common.attributions[text]?.join('') ?? text)
      : text;
    return url ? html`<a href=${url}>${said}</a>` : said;
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
