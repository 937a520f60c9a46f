import type { ReactiveController } from '@lit/reactive-element';
import type { ExtendedTicker, Extension, ExtensionScript } from './extension.ts';

// What a reader does that the first script does not answer. Hovering is not among them.
const gestures = ['pointerdown', 'wheel', 'focusin', 'click'];

/** Gets the second script when something first needs it: an attribute, a method or a gesture. */
export class ExtensionController implements ReactiveController {
  readonly #ticker: ExtendedTicker;
  readonly #import: () => Promise<ExtensionScript>;
  #loading: Promise<void> | undefined;
  #extension: Extension | undefined;
  #settled = false;

  constructor(ticker: ExtendedTicker, load: () => Promise<ExtensionScript>) {
    this.#ticker = ticker;
    this.#import = load;
    for (const type of gestures) {
      ticker.shell.frame.addEventListener(type, this.#gesture, {
        __proto__: null,
        passive: type === 'wheel',
      } as AddEventListenerOptions);
    }
    ticker.host.addController(this);
  }

  get extension(): Extension | undefined {
    return this.#extension;
  }

  /** Whether the second script is on its way. One that cannot be had is done without. */
  get pending(): boolean {
    return this.#loading !== undefined && !this.#settled;
  }

  /** Never rejects. */
  load(): Promise<void> {
    this.#loading ??= this.#import()
      .then(({ extend }) => {
        this.#extension = extend(this.#ticker);
        this.#ticker.host.requestUpdate();
        return this.#extension.ready;
      })
      .catch(() => {})
      .finally(() => {
        this.#settled = true;
        this.#ticker.host.requestUpdate();
      });
    return this.#loading;
  }

  hostDisconnected(): void {
    this.#extension?.disconnected();
  }

  readonly #gesture = async (event: Event) => {
    // Scrolling the page, with the pointer over the ticker, is not meant for it.
    if (event instanceof WheelEvent && event.deltaX === 0 && !event.shiftKey) return;
    const [target] = event.composedPath();
    if (this.#extension === undefined) await this.load();
    if (event.type === 'click') this.#extension?.click(event, target);
  };
}
