import { type Sparkline, sparklineBox, sparklinesOf } from '../../chart/sparkline.ts';
import type { PolledFile } from '../../feed/polled-file.ts';
import type { BoardHost } from '../extension.ts';
import { type HistoryContent, readHistoryFile } from '../feed/history-file.ts';
import type { AnswerWords } from '../words.ts';

/** The last 24 hours of a board's stations, which are read when its values have been painted. */
export class Histories {
  readonly #host: BoardHost;
  readonly #lines = new WeakMap<HistoryContent, (station: string) => Sparkline | undefined>();
  #files: readonly PolledFile<HistoryContent>[] = [];

  constructor(host: BoardHost) {
    this.#host = host;
  }

  /** Of each region, `null` for what is not there. */
  get contents(): readonly (HistoryContent | null)[] {
    return this.#files.map(({ content }) => content);
  }

  /** Reads those of the regions that are shown. */
  follow(): void {
    this.#files = this.#host.files.regions.map(({ id }) =>
      this.#host.open(`history/${id}.json`, readHistoryFile),
    );
  }

  /** The cell of a station; nothing while its history is on its way. */
  line(station: string, words: AnswerWords) {
    const { html, nothing } = this.#host.templates;
    const line = this.#lineOf(station);
    if (line === undefined) {
      const isSettled = this.#files.every(({ content, failure }) => content ?? failure);
      return isSettled ? html`<small>${words.noHistory}</small>` : nothing;
    }
    const { width, height } = sparklineBox;
    return html`<svg class="line" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      <path d=${line.path} />
      <circle class="high" cx=${line.high[0]} cy=${line.high[1]} r="2" />
      <circle class="low" cx=${line.low[0]} cy=${line.low[1]} r="2" />
    </svg>`;
  }

  #lineOf(station: string): Sparkline | undefined {
    const content = this.contents.find((history) => history?.temperature.has(station));
    if (!content) return undefined;
    const lineOf = this.#lines.get(content) ?? sparklinesOf(content.temperature);
    this.#lines.set(content, lineOf);
    return lineOf(station);
  }
}
