import type { ReactiveController } from 'lit';
import type { Core, Extras, More } from './extension.ts';

// What a reader does that the first script does not answer. Hovering is not among them.
const gestures = ['pointerdown', 'wheel', 'focusin', 'click'];

/** Gets the second script when something first needs it: an attribute, a method or a gesture. */
export class MoreController implements ReactiveController {
  readonly #core: Core;
  readonly #import: () => Promise<More>;
  #loading: Promise<void> | undefined;
  #extras: Extras | undefined;
  #settled = false;

  constructor(core: Core, load: () => Promise<More>) {
    this.#core = core;
    this.#import = load;
    for (const type of gestures) {
      core.shell.frame.addEventListener(type, this.#gesture, { passive: type === 'wheel' });
    }
    core.host.addController(this);
  }

  get extras(): Extras | undefined {
    return this.#extras;
  }

  /** Whether the second script is on its way. One that cannot be had is done without. */
  get pending(): boolean {
    return this.#loading !== undefined && !this.#settled;
  }

  /** Never rejects. */
  load(): Promise<void> {
    this.#loading ??= this.#import()
      .then(({ extend }) => {
        this.#extras = extend(this.#core);
        this.#core.host.requestUpdate();
        return this.#extras.ready;
      })
      .catch(() => {})
      .finally(() => {
        this.#settled = true;
        this.#core.host.requestUpdate();
      });
    return this.#loading;
  }

  hostDisconnected(): void {
    this.#extras?.disconnected();
  }

  readonly #gesture = async (event: Event) => {
    // Scrolling the page, with the pointer over the ticker, is not meant for it.
    if (event instanceof WheelEvent && event.deltaX === 0 && !event.shiftKey) return;
    const [target] = event.composedPath();
    if (this.#extras === undefined) await this.load();
    if (event.type === 'click') this.#extras?.click(event, target);
  };
}
