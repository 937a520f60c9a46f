/** `nalssi-update`: a later snapshot is on the page. */
export class NalssiUpdateEvent extends Event {
  /** The feed's number of the snapshot. */
  readonly sequence: number;
  /** Station numbers whose item on the page came, went or shows something else than before. */
  readonly changed: readonly string[];

  constructor(sequence: number, changed: readonly string[]) {
    super('nalssi-update', { bubbles: true, composed: true });
    this.sequence = sequence;
    this.changed = changed;
  }
}

declare global {
  interface HTMLElementEventMap {
    'nalssi-update': NalssiUpdateEvent;
  }
}
