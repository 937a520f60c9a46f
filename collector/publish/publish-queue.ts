/**
 * Publishes to one place that is far away, one after another and beside everything else. Of those that
 * are added while one is under way only the newest is done: an older one would say less.
 */
export class PublishQueue {
  #underWay: Promise<void> | null = null;
  #next: (() => Promise<void>) | null = null;

  /** `publish` must not reject. */
  add(publish: () => Promise<void>): void {
    this.#next = publish;
    this.#underWay ??= this.#work();
  }

  /** Resolves when nothing is under way or waiting. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  async #work(): Promise<void> {
    while (this.#next !== null) {
      const publish = this.#next;
      this.#next = null;
      await publish();
    }
    this.#underWay = null;
  }
}
