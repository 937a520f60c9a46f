/** A browser with one page, as the behaviours need it. */
export interface Driver {
  open(url: string): Promise<void>;
  /** Runs a function in the page, or in the first frame of the page, and waits for its result. */
  evaluate<T>(run: () => T | Promise<T>, where?: 'page' | 'frame'): Promise<T>;
  /** Presses and releases a key, as a reader does. */
  press(key: Key): Promise<void>;
  close(): Promise<void>;
}

export type Key = 'Tab' | 'Enter' | ' ';

/** A browser that may be on this machine. */
export interface BrowserKind {
  readonly name: string;
  /** Device pixels per CSS px to try it at. */
  readonly densities: readonly number[];
  isInstalled(): boolean;
  start(density: number): Promise<Driver>;
}
