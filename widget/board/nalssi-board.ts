import {
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  ReactiveElement,
  render,
  type TemplateResult,
} from 'lit';
import { html, svg } from '../element/html.ts';
import { propertyOf, text } from '../element/property.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import { pageDocument } from '../ticker/page-document.ts';
import { adoptAnew, adoptIn } from './adopted.ts';
import { BoardController } from './board-controller.ts';
import { type BoardView, tableViewer } from './board-view.ts';
import type {
  BoardAnswersScript,
  BoardExtrasScript,
  BoardHost,
  BoardOverviewScript,
} from './extension.ts';
import { LaterScript } from './later-script.ts';
import { type Choice, choiceOf, type FoundPlace } from './model/choice.ts';
import { isMetricId, type MetricId, metricsOf } from './model/metrics.ts';
import { type Parts, partsOf } from './model/parts.ts';
import { titleOf } from './model/regions.ts';
import { roomOf } from './model/room.ts';
import { News } from './news.ts';
import { nobody } from './nobody.ts';
import { Pace, painted } from './pace.ts';
import { wordsFor } from './page-words.ts';
import { styles } from './styles/frame.styles.ts';
import { styles as tableStyles } from './styles/table.styles.ts';
import { type BodyModel, bodyView } from './views/body-view.ts';
import { longLists } from './views/long-lists.ts';
import type { BoardWords } from './words.ts';
import { ko } from './words-ko.ts';

/** Of scripts that whoever defines the element has not said where to find. */
const unset = () => Promise.reject(Error());

/** In the order that compresses best. */
const attributes = [
  'place',
  'region',
  'feed',
  'stations',
  'metric',
  'unit',
  'parts',
  'tabs',
  'rows',
  'theme',
] as const;

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
  static override readonly properties: PropertyDeclarations = Object.fromEntries(
    attributes.map((name) => [name, {}]),
  );

  protected static override getPropertyDescriptor(
    _name: PropertyKey,
    key: string | symbol,
  ): PropertyDescriptor {
    return propertyOf(key, text);
  }

  /** Feed base of elements without `feed`; empty for `/v1/` at the page's own origin. */
  static defaultFeed = '';
  /** Folder of the maps, with its last slash, for a feed at an address. */
  static mapsOf: (feed: string) => string = () => '';
  /** Gets the words of English, for pages that are not in Korean. */
  static loadEnglish: () => Promise<BoardWords> = unset;
  /** Gets the overview, which stands around the table. */
  static loadOverview: () => Promise<BoardOverviewScript> = unset;
  /** Gets the second script, which answers readers. */
  static loadAnswers: () => Promise<BoardAnswersScript> = unset;
  /** Gets the third script, for what a reader asks for. */
  static loadExtras: () => Promise<BoardExtrasScript> = unset;

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
  readonly #host = this.#hostOf();
  readonly #overview = new LaterScript(this, async () =>
    (await NalssiBoard.loadOverview()).overview(this.#host),
  );
  readonly #second = new LaterScript(this, async () =>
    (await NalssiBoard.loadAnswers()).answer(this.#host),
  );
  readonly #feed = new BoardController(
    this,
    () => this.#overview.made !== null || this.#overview.isLost,
  );
  readonly #viewOf = tableViewer();
  readonly #pace = new Pace();
  readonly #news = new News(this);
  readonly #english = new LaterScript(this, () => NalssiBoard.loadEnglish());
  #view: BoardView | null = null;
  /** What is drawn of it; `null` where that is no weather. */
  #body: BodyModel | null = null;

  constructor() {
    super();
    this.#frame.setAttribute('part', 'board');
  }

  /** Asks for the feed now. Resolves when the answers are on the page, or have failed. */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await Promise.all([this.#overview.load(), this.#feed.refresh()]);
    this.requestUpdate();
    await this.updateComplete;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#second.made?.disconnected();
  }

  protected adoptedCallback(): void {
    adoptAnew(this.#frame);
  }

  protected override createRenderRoot(): HTMLElement {
    const root = this.attachShadow({ __proto__: null, mode: 'open' } as ShadowRootInit);
    root.append(this.#frame);
    adoptIn(this.#frame, styles + tableStyles);
    void this.#overview.load().then(() => {
      // Without it nobody tells whether anybody looks.
      if (this.#overview.isLost) this.#feed.setSeen(true);
    });
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
      hasMap: has('map'),
    });
    const words = wordsFor(this, this.#english);
    this.#body =
      words && !choice.unknown[0] ? this.#bodyOf(choice, has, words, found !== undefined) : null;
    if (this.#body) return bodyView(this.#body);
    if (words === null) return html`<slot></slot>`;
    return html`<div class="body" lang=${words.common.language}>
      <slot></slot>
      ${this.#overview.made?.refuse(choice.unknown)}
    </div>`;
  }

  protected override update(changed: PropertyValues): void {
    const composed = this.#compose();
    super.update(changed);
    render(composed, this.#frame);
    if (this.#body) this.#pace.draw(longLists(this.#frame, this.#body));
    const { files, failure } = this.#feed;
    const hasNews = this.#news.tell(files.regions, failure, this.#body?.view.rows.length ?? 0);
    // When the values have been painted, so that they do not wait for it.
    if (hasNews) {
      void painted().then(() => {
        void this.#second.load();
        void this.#overview.load();
      });
    }
  }

  #bodyOf(
    { ids, regions }: Choice,
    has: Parts,
    words: BoardWords,
    isPlaceKnown: boolean,
  ): BodyModel {
    const { files, failure, isOld } = this.#feed;
    const { now } = files;
    const answers = this.#second.made ?? nobody;
    const overview = this.#overview;
    const metric = isMetricId(this.metric) ? this.metric : 'temperature';
    const metrics = metricsOf(this.unit);
    const question = {
      regions,
      metric,
      metrics,
      areStations: this.rows === 'stations',
      stations: [...new Set(this.stations.match(/\d+/g))],
      words,
      answers,
    };
    const shownInTable = this.#viewOf(files, question);
    const look = overview.made?.see(shownInTable, files, question) ?? null;
    const { marks = [], warned = null, dayOf = () => null } = look ?? {};
    const view = { ...shownInTable, marks, warned, dayOf };
    this.#view = view;
    this.#feed.wakeAt(view.nextExpiry);
    const region = titleOf(regions, words);
    const moment = { ...question, view, region, now };
    const shown = isPlaceKnown ? files.regions.find(({ board }) => board) : undefined;
    const board = shown?.board ?? null;
    const controls = (board && this.#second.made?.draw(moment)) ?? null;
    return {
      ...moment,
      has,
      board,
      failure,
      isOld,
      hasSlot: board === null && !(this.#news.hasLoaded && failure === null),
      hasTabs: /[\s,]/.test(this.tabs.trim()),
      ...roomOf(ids),
      controls,
      look,
      isBare: overview.isLost,
      answers,
      current: answers.tableStop,
    };
  }

  /** What `place` means, which the second script knows: without it there is none. */
  #foundPlace(): FoundPlace | null | undefined {
    if (!this.place) return null;
    const second = this.#second;
    if (second.isLost) return null;
    void second.load();
    return second.made?.place();
  }

  /** The board as the later scripts see it. */
  #hostOf(): BoardHost {
    const board = this;
    return {
      element: this,
      frame: this.#frame,
      templates: { html, svg, nothing },
      get view() {
        return board.#view;
      },
      get files() {
        return board.#feed.files;
      },
      get words() {
        return wordsFor(board, board.#english) ?? ko;
      },
      open: (path, read) => this.#feed.open(path, read),
      loadExtras: () => NalssiBoard.loadExtras(),
      setSeen: (isSeen) => this.#feed.setSeen(isSeen),
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
