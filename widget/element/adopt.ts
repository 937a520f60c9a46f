/**
 * Adds a style sheet to the shadow root that `frame` is in. It is made by the window of its document, for none takes
 * those of another; where there is no window, as in a template, nothing is drawn.
 */
export function adopt(frame: Element, styles: string): void {
  const { defaultView } = frame.ownerDocument;
  const { adoptedStyleSheets } = frame.getRootNode() as ShadowRoot;
  // No shadow root yet: it is given them when there is one.
  if (!defaultView || !adoptedStyleSheets) return;
  const sheet = new defaultView.CSSStyleSheet();
  sheet.replaceSync(styles);
  adoptedStyleSheets.push(sheet);
}
