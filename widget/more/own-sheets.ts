import { adopt } from '../element/adopt.ts';
import type { ExtendedTicker } from '../ticker/extension.ts';
import { moreStyles } from './more.styles.ts';

/** Gives a ticker the sheet of this script where it lacks it: at first, and in another document, which threw it away. */
export function dress({ host, shell }: ExtendedTicker): void {
  if (!host.shadowRoot?.adoptedStyleSheets[1]) adopt(shell.frame, moreStyles);
}
