import { LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { html } from '../element/html.ts';
import { feedBaseOf, foreignOriginOf, hashOf, selectionOf } from './address.ts';
import { OpsClient } from './feed/ops-client.ts';
import { languageOf } from './language.ts';
import type { ListedStation } from './model/feed-types.ts';
import { type NotableValue, notableValues, type ValueKind } from './model/notable-values.ts';
import { verdictOf } from './model/verdict.ts';
import { styles } from './nalssi-ops.styles.ts';
import { coveragePanel } from './panels/coverage-panel.ts';
import { disagreementsPanel } from './panels/disagreements-panel.ts';
import { footer } from './panels/footer.ts';
import { foreignBand } from './panels/foreign-band.ts';
import { publishesPanel } from './panels/publishes-panel.ts';
import { sourcesPanel } from './panels/sources-panel.ts';
import { stationPanel } from './panels/station-panel.ts';
import { tablesPanel } from './panels/tables-panel.ts';
import { NalssiTemperatureChart } from './panels/temperature-chart-element.ts';
import { valuesPanel } from './panels/values-panel.ts';
import { verdictPanel } from './panels/verdict-panel.ts';
import { brokenPanel, fill, type View } from './panels/view.ts';
import { warningsPanel } from './panels/warnings-panel.ts';
import { type Language, words } from './words.ts';

const rowsAtFirst = 100;
const rowsMore = 200;
/** Ages in the panels are to the minute; they need not be drawn anew every second. */
const panelRhythm = 10_000;

/** The ops page: how the feed is, and why, from the feed's own files. */
export class NalssiOps extends LitElement {
  static override readonly styles = styles;

  static override readonly properties: PropertyDeclarations = {
    language: {},
    feed: {},
    kinds: { state: true },
    valueQuery: { state: true },
    stationQuery: { state: true },
    limit: { state: true },
  };

  /** `ko` or `en`; the page's address and the browser decide at first. */
  declare language: Language;
  /** Base of the feed with its last slash, `null` for none; the page's address decides at first. */
  declare feed: string | null;
  declare kinds: ReadonlySet<ValueKind>;
  declare valueQuery: string;
  declare stationQuery: string;
  declare limit: number;

  #client: OpsClient | undefined;
  #selection = selectionOf(location.hash);
  #stations: ReadonlyMap<string, ListedStation> = new Map();
  #values: readonly NotableValue[] = [];
  #madeFrom: unknown;
  #revision = 0;
  #tick: ReturnType<typeof setInterval> | undefined;
  #shown: string | null = null;

  static {
    if (customElements.get('nalssi-temperature-chart') === undefined) {
      customElements.define('nalssi-temperature-chart', NalssiTemperatureChart);
    }
  }

  constructor() {
    super();
    this.language = languageOf(location.search, navigator.languages);
    this.feed = feedBaseOf(location.href);
    this.kinds = new Set<ValueKind>(['fail', 'suspect', 'expired', 'carried']);
    this.valueQuery = '';
    this.stationQuery = '';
    this.limit = rowsAtFirst;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = new OpsClient(this.feed, this.#changed);
    addEventListener('hashchange', this.#follow);
    document.addEventListener('visibilitychange', this.#watch);
    this.#follow();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    document.removeEventListener('visibilitychange', this.#watch);
    clearInterval(this.#tick);
    this.#client?.setActive(false);
  }

  /** Reads the feed now; resolves when the answer is on the page, or has failed. */
  async refresh(): Promise<void> {
    await this.#client?.refresh();
    await this.updateComplete;
  }

  protected override render(): TemplateResult {
    const client = this.#client;
    const { language } = this;
    const own = words[language];
    if (client === undefined) return html``;
    const { files, samples } = client;
    this.#derive();
    const now = client.now();
    const view: View = {
      words: own,
      language,
      now,
      files,
      stations: this.#stations,
      selection: this.#selection,
    };
    const verdict = verdictOf({
      files,
      failures: client.failures,
      failingSince: client.failingSince,
      samples,
      now,
    });
    const foreign = foreignOriginOf(this.feed, location.href);
    return html`<div class="page" lang=${language}>
      ${foreign === null ? nothing : foreignBand(foreign, own)}
      <header class="top">
        <h1>${own.heading}${foreign === null ? '' : `: ${foreign}`}</h1>
      </header>
      <main>
        ${verdictPanel(
          { verdict, lastReadAt: client.lastReadAt, wait: client.wait, refresh: this.#refresh },
          view,
        )}
        ${files.health === null ? nothing : this.#panels(view, samples)}
      </main>
      ${footer(this.feed, view)}
    </div>`;
  }

  /** What is below the verdict. Each panel is drawn anew only when something in it may differ. */
  #panels(view: View, samples: OpsClient['samples']): TemplateResult {
    const { language, limit } = this;
    const base = [this.#revision, language, Math.floor(view.now / panelRhythm), this.#selection];
    // Whatever a feed says, it costs a panel at most, and the others say how the feed is.
    const kept = (panel: () => TemplateResult | typeof nothing, ...more: unknown[]) =>
      guard([...base, ...more], () => {
        try {
          return panel();
        } catch (error) {
          return brokenPanel(error, words[language]);
        }
      });
    const values = {
      values: this.#values,
      filter: { kinds: this.kinds, region: this.#selection.region, query: this.valueQuery },
      limit,
      toggle: this.#toggle,
      search: this.#searchValues,
      showMore: this.#showMore,
    };
    const station = {
      file: this.#client?.station ?? null,
      failure: this.#client?.stationFailure ?? null,
      query: this.stationQuery,
      search: this.#searchStations,
      open: this.#open,
      close: this.#close,
    };
    return html`<div class="panels">
      ${kept(() => sourcesPanel(samples, view))} ${kept(() => coveragePanel(view))}
      <div class="side">${kept(() => warningsPanel(view))} ${kept(() => publishesPanel(view))}</div>
      ${kept(() => disagreementsPanel(view))} ${kept(() => tablesPanel(view))}
      ${kept(() => stationPanel(station, view), this.stationQuery)}
      ${kept(() => valuesPanel(values, view), this.kinds, this.valueQuery, limit)}
    </div>`;
  }

  protected override updated(): void {
    const { health } = this.#client?.files ?? {};
    const own = words[this.language];
    const state = this.renderRoot.querySelector('.verdict h2')?.textContent?.split(':')[0]?.trim();
    const foreign = foreignOriginOf(this.feed, location.href);
    // A tab shows the start of its title only.
    const lead = foreign === null ? health && state : fill(own.foreign.what, { origin: foreign });
    document.title = lead ? `${lead} · ${own.title}` : own.title;
    this.#showStation();
  }

  /** Takes a station that was just selected to the reader's eyes and keyboard. */
  #showStation(): void {
    const { station } = this.#selection;
    if (station === this.#shown || (station !== null && !this.#stations.has(station))) return;
    this.#shown = station;
    const heading = this.renderRoot.querySelector<HTMLElement>('#station-heading');
    if (station === null || heading === null) return;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  }

  /** What the files say, worked out once for each file. */
  #derive(): void {
    const { stations, observations } = this.#client?.files ?? {};
    if (this.#madeFrom === this.#client?.files) return;
    this.#madeFrom = this.#client?.files;
    this.#stations = new Map((stations?.stations ?? []).map((station) => [station.id, station]));
    this.#values = notableValues(observations ?? null, this.#stations);
  }

  readonly #changed = () => {
    this.#revision += 1;
    this.requestUpdate();
  };

  readonly #refresh = () => void this.refresh();

  readonly #follow = () => {
    this.#selection = selectionOf(location.hash);
    void this.#client?.select(this.#selection.station);
    this.requestUpdate();
  };

  /** Nothing runs while nobody sees the page. */
  readonly #watch = () => {
    const visible = !document.hidden;
    clearInterval(this.#tick);
    if (visible) this.#tick = setInterval(() => this.requestUpdate(), 1000);
    this.#client?.setActive(visible);
  };

  readonly #toggle = (kind: ValueKind) => {
    const kinds = new Set(this.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    this.kinds = kinds;
    this.limit = rowsAtFirst;
  };

  readonly #searchValues = (query: string) => {
    this.valueQuery = query;
    this.limit = rowsAtFirst;
  };

  readonly #showMore = () => {
    this.limit += rowsMore;
  };

  readonly #searchStations = (query: string) => {
    this.stationQuery = query;
  };

  readonly #open = (station: string) => {
    this.stationQuery = '';
    location.hash = hashOf({ ...this.#selection, station });
  };

  readonly #close = () => {
    location.hash = hashOf({ ...this.#selection, station: null });
    this.renderRoot.querySelector<HTMLElement>('#station input')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nalssi-ops': NalssiOps;
    'nalssi-temperature-chart': NalssiTemperatureChart;
  }
}
