/** `nalssi-select` of a board: a reader chose a place or a station. */
export class BoardSelectEvent extends Event {
  /** KMA's number of the station that stands for it. */
  readonly station: string;
  /** Number of the 시군구; empty where it is not known. */
  readonly place: string;

  constructor(station: string, place: string) {
    super('nalssi-select', { bubbles: true, composed: true });
    this.station = station;
    this.place = place;
  }
}
