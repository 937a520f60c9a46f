import {
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  ReactiveElement,
  render,
  type TemplateResult,
} from 'lit';
import { html, svg } from '../element/html.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import { fill } from '../format/words.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { VisibilityController } from '../ticker/visibility-controller.ts';
import { adopt } from './adopt.ts';
import { BoardController } from './board-controller.ts';
import { type BoardView, boardViewer } from './board-view.ts';
import type { BoardAnswersScript, BoardExtrasScript, BoardHost } from './extension.ts';
import { type Choice, choiceOf, type FoundPlace } from './model/choice.ts';
import { isMetricId, type MetricId, metricsOf } from './model/metrics.ts';
import { type Parts, partsOf } from './model/parts.ts';
import { titleOf } from './model/regions.ts';
import { roomOf } from './model/room.ts';
import { temperatureScale } from './model/scales.ts';
import { News } from './news.ts';
import { Pace, painted } from './pace.ts';
import { PageWords } from './page-words.ts';
import { SecondScript } from './second-script.ts';
import { styles } from './styles/frame.styles.ts';
import { styles as mapStyles } from './styles/map.styles.ts';
import { styles as tableStyles } from './styles/table.styles.ts';
import { type BodyModel, bodyView } from './views/body-view.ts';
import { longLists } from './views/long-lists.ts';
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
export class NalssiBoard extends ReactiveElement {
  /** Of its shadow root. */
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

  /** What everything is drawn in, which has all listeners. */
  readonly #frame = pageDocument.createElement('section');
  readonly #feed = new BoardController(this);
  readonly #viewOf = boardViewer();
  readonly #pace = new Pace();
  readonly #news = new News(this);
  readonly #words = new PageWords(
    this,
    () => NalssiBoard.loadEnglish(),
    () => this.requestUpdate(),
  );
  readonly #second = new SecondScript(this.#hostOf(), () => NalssiBoard.loadAnswers());
  #view: BoardView | null = null;
  /** What is drawn of it; `null` where that is no weather. */
  #body: BodyModel | null = null;
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

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#map = null;
    this.#second.answers?.disconnected();
  }

  protected override createRenderRoot(): HTMLElement {
    super.createRenderRoot().append(this.#frame);
    for (const sheet of [mapStyles, tableStyles]) adopt(this.#frame, sheet);
    return this.#frame;
  }

  /** With all rows and marks. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    await this.#pace.done;
    return isDone;
  }

  #compose(): TemplateResult {
    const found = this.#foundPlace();
    const choice = choiceOf(this, found);
    const has = partsOf(this.parts);
    const feed = folderOf(this.feed || NalssiBoard.defaultFeed, this.baseURI);
    this.#feed.follow({
      feed,
      maps: feed === null ? '' : NalssiBoard.mapsOf(feed),
      ids: choice.ids,
      hasMap: has.map,
    });
    const words = this.#words.found;
    this.#body =
      words && !choice.unknown[0] ? this.#bodyOf(choice, has, words, found !== undefined) : null;
    if (this.#body) return bodyView(this.#body);
    if (words === null) return html`<slot></slot>`;
    return html`<div class="body" lang=${words.common.language}>
      <slot></slot>
      <p class="notice">${fill(words.unknownRegion, { regions: choice.unknown.join(', ') })}</p>
    </div>`;
  }

  protected override update(changed: PropertyValues): void {
    const composed = this.#compose();
    super.update(changed);
    render(composed, this.#frame);
    this.#observe();
    if (this.#body) this.#pace.draw(longLists(this.#frame, this.#body));
    const { files, failure } = this.#feed;
    const hasNews = this.#news.tell(files.regions, failure, this.#body?.view.rows.length ?? 0);
    // When the values have been painted, so that they do not wait for it.
    if (hasNews) void painted().then(() => this.#second.load());
  }

  #bodyOf(
    { ids, regions }: Choice,
    has: Parts,
    words: BoardWords,
    isPlaceKnown: boolean,
  ): BodyModel {
    const { files, failure, isOld } = this.#feed;
    const { now } = files;
    const { answers } = this.#second;
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    const metrics = metricsOf(this.unit);
    const view = this.#viewOf(files, {
      regions,
      metric,
      metrics,
      areStations: this.rows === 'stations',
      stations: this.stations?.match(/\d+/g) ?? [],
      words,
      answers,
      ...this.#size,
    });
    this.#view = view;
    this.#feed.wakeAt(view.nextExpiry);
    const region = titleOf(regions, words.common.language, words);
    const moment = { view, regions, region, metric, metrics, now, words };
    const shown = isPlaceKnown ? files.regions.find(({ board }) => board) : undefined;
    const board = shown?.board ?? null;
    const controls = (board && answers?.draw(moment)) ?? null;
    const room = roomOf(ids);
    return {
      ...moment,
      has,
      board,
      failure,
      isOld,
      hasSlot: board === null && !(this.#news.hasLoaded && failure === null),
      hasTabs: /[\s,]/.test(this.tabs?.trim() ?? ''),
      room,
      controls,
      map:
        files.maps !== null && view.sheet === null
          ? null
          : {
              ...view,
              proportion: view.proportion || room.proportion,
              hatches: (map, pattern) => (controls && answers?.hatches(map, pattern)) ?? nothing,
              label: controls?.mapLabel ?? fill(words.title, { region }),
              role: words.mapRole,
              current: answers?.mapStop ?? '',
            },
      table: {
        ...view,
        now,
        metric,
        metrics,
        sorting: answers?.sorting ?? unsorted,
        line: (station) => answers?.line(station) ?? nothing,
        warning: (place) => answers?.warning(place) ?? nothing,
        current: answers?.tableStop ?? 'sort:name',
        selected: answers?.selected ?? '',
        caption: fill(words.table, { region }),
        words,
      },
    };
  }

  /** The size of the map, which may be another one. */
  #observe(): void {
    const map = this.#frame.querySelector('.map');
    if (map === this.#map) return;
    this.#observer.disconnect();
    if (map) this.#observer.observe(map);
    this.#map = map;
  }

  /** What `place` means, which the second script knows: without it there is none. */
  #foundPlace(): FoundPlace | null | undefined {
    if (!this.place) return null;
    const second = this.#second;
    if (second.isLost) return null;
    second.load();
    return second.answers?.place();
  }

  /** The board as the later scripts see it. */
  #hostOf(): BoardHost {
    const board = this;
    return {
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
        return board.#words.found ?? ko;
      },
      open: (path, read) => this.#feed.open(path, read),
      loadExtras: () => NalssiBoard.loadExtras(),
    };
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
