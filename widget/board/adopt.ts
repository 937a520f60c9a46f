import type { CSSResult } from 'lit';

/** Adds a later script's style sheet to a board. In the built scripts `css` makes the sheet itself. */
export function adopt(frame: Element, styles: CSSResult): void {
  const sheet = styles.styleSheet ?? (styles as unknown as CSSStyleSheet);
  (frame.getRootNode() as ShadowRoot).adoptedStyleSheets.push(sheet);
}
