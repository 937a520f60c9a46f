/**
 * Takes the place of Lit's `css-tag.js` in the two scripts: theirs also serves browsers that cannot
 * adopt a style sheet, and those the ticker does not support.
 */
export function css(strings: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(strings.join(''));
  return sheet;
}

export function adoptStyles(root: ShadowRoot, sheets: CSSStyleSheet[]): void {
  root.adoptedStyleSheets = sheets;
}

export function getCompatibleStyle(sheet: CSSStyleSheet): CSSStyleSheet {
  return sheet;
}

// Lit passes these names on; nobody here uses them.
export const supportsAdoptingStyleSheets = true;
export { css as CSSResult, css as unsafeCSS };
