import type { HealthFile } from '@nalssi/schemas';
import type { Logger } from '../telemetry/log.ts';
import type { Clock, Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';

export type OutputId = HealthFile['outputs'][number]['id'];

const names: Readonly<Record<OutputId, { what: string; action: string }>> = {
  store: {
    what: 'The store',
    action: 'Check that the disk has room and that the data directory can be written.',
  },
  directory: {
    what: 'The feed directory',
    action: 'Check that the disk has room and that the data directory can be written.',
  },
};

/**
 * Where the feed is written. Disks fill up and turn read-only: the feed goes on from memory then,
 * health says so, the log says so once, and the next publish tries again.
 */
export class Outputs {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #failingSince = new Map<OutputId, Instant>();

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Writes to an output. Never throws. */
  async write(id: OutputId, write: () => void | Promise<void>): Promise<void> {
    try {
      await write();
      if (this.#failingSince.delete(id)) {
        this.#log.info({ code: `${id}-back` }, `${names[id].what} works again.`);
      }
    } catch (error) {
      this.failed(id, error);
    }
  }

  /** Takes down that an output failed. */
  failed(id: OutputId, error: unknown): void {
    if (this.#failingSince.has(id)) return;
    this.#failingSince.set(id, this.#clock.now());
    const { what, action } = names[id];
    this.#log.error(
      { code: `${id}-failing`, err: error, action },
      `${what} fails; the feed goes on from memory.`,
    );
  }

  /** What `health.json` says of the outputs. */
  get health(): HealthFile['outputs'] {
    return (Object.keys(names) as OutputId[]).map((id) => {
      const since = this.#failingSince.get(id);
      return since === undefined
        ? { id, state: 'ok', since: null, action: null }
        : { id, state: 'failing', since: formatKst(since), action: names[id].action };
    });
  }
}
