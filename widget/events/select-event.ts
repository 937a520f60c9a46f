import type { Observation } from '../feed/ticker-snapshot.ts';

/**
 * `nalssi-select`: a reader chose a station, by its link or by a click on its item. Cancelable:
 * `preventDefault()` keeps the link from being followed.
 */
export class NalssiSelectEvent extends Event {
  /** KMA's station number. */
  readonly station: string;
  /** What the feed says of the station; a value may be past its `expiresAt`. */
  readonly observation: Observation;

  constructor(observation: Observation) {
    super('nalssi-select', { bubbles: true, composed: true, cancelable: true });
    this.station = observation.station;
    this.observation = observation;
  }
}

declare global {
  interface HTMLElementEventMap {
    'nalssi-select': NalssiSelectEvent;
  }
}
