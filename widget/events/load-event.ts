/** `nalssi-load`: the first snapshot is on the page. */
export class NalssiLoadEvent extends Event {
  /** The feed's number of the snapshot. */
  readonly sequence: number;
  /** How many stations are shown. */
  readonly stations: number;

  constructor(sequence: number, stations: number) {
    super('nalssi-load', { bubbles: true, composed: true });
    this.sequence = sequence;
    this.stations = stations;
  }
}

declare global {
  interface HTMLElementEventMap {
    'nalssi-load': NalssiLoadEvent;
  }
}
