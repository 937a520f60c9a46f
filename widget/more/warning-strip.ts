import { pageWarnings, type WarningsClient } from '../feed/warnings-client.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import type { ShownStation } from '../ticker/ticker-view.ts';
import type { Seeking } from './seeking.ts';
import { warningItems } from './warning-items.ts';

// Longer waits than this overflow setTimeout.
const longestWait = 86_400_000;
// The stations wait for the warnings, which stand before them, no longer than this.
const patience = 1_000;

/** The warnings that stand before the stations of one ticker, while somebody can see it. */
export class WarningStrip {
  readonly #ticker: ExtendedTicker;
  readonly #seeking: Seeking;
  /** The station before them; empty where they stand first, `undefined` where there are none. */
  #after: string | undefined;
  #client: WarningsClient | undefined;
  #leave: (() => void) | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  // Set while `ready` is made.
  #settle!: () => void;
  /** Resolves when it is known whether there are warnings, or when that takes too long. */
  readonly ready: Promise<void>;

  constructor(ticker: ExtendedTicker, seeking: Seeking) {
    this.#ticker = ticker;
    this.#seeking = seeking;
    this.ready = new Promise((resolve) => {
      this.#settle = resolve;
      if (ticker.host.warnings) setTimeout(resolve, patience);
      else resolve();
    });
  }

  /** The stations with the warnings among them. */
  show(model: ExtensionModel): readonly ShownStation[] {
    const { stations } = model;
    // Asked for without waiting for the stations.
    const items = this.#items(model);
    if (items.length === 0 || stations.length === 0) {
      this.#after = undefined;
      return stations;
    }
    this.#after ??= this.#entry(items[0]?.station ?? '');
    const index = stations.findIndex(({ station }) => station === this.#after) + 1;
    return [...stations.slice(0, index), ...items, ...stations.slice(index)];
  }

  /**
   * The station that new warnings come after. They stand first, and in the roll they show at once;
   * into a strip that moves already they enter next, which moves nothing that is in view.
   */
  #entry(warning: string): string {
    const { host, motion } = this.#ticker;
    if (motion.arrangement === 'moving') return this.#seeking.entry() ?? '';
    void host.updateComplete.then(() => this.#seeking.rolling && this.#seeking.toItem(warning));
    return '';
  }

  #items({ url, now, seen, selection, language }: ExtensionModel): readonly ShownStation[] {
    const { warnings } = this.#ticker.host;
    const client = warnings && url ? pageWarnings(new URL('warnings.json', url).href) : undefined;
    const reads = client !== undefined && seen;
    if (client !== this.#client || reads !== (this.#leave !== undefined)) {
      this.disconnected();
      this.#client = client;
      this.#leave = reads ? client.subscribe(this.#update) : undefined;
    }
    const latest = client?.latest;
    clearTimeout(this.#expiry);
    if (!latest) return [];
    this.#settle();
    const changes = [
      latest.expiresAt,
      ...latest.warnings.flatMap((w) => [w.effectiveAt, w.endsAt]),
    ];
    const next = Math.min(...changes.filter((time) => time > now));
    if (reads && Number.isFinite(next)) {
      this.#expiry = setTimeout(this.#update, Math.min(next - now + 1, longestWait));
    }
    // Before the first observations there is no clock, and then nothing is in force.
    return warningItems(latest, now, selection, language);
  }

  disconnected(): void {
    clearTimeout(this.#expiry);
    this.#leave?.();
    this.#leave = undefined;
  }

  readonly #update = () => {
    this.#settle();
    this.#ticker.host.requestUpdate();
  };
}
