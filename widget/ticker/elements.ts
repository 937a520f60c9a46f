import { pageDocument } from './page-document.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An element with a part (none for what is only spoken) and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  part: string,
  ...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
  const element = pageDocument.createElement(tag);
  if (part !== '') element.setAttribute('part', part);
  element.append(...children);
  return element;
}

/** An icon of paths in a 24 x 24 box. Hidden from assistive technology: words say what it means. */
export function makeIcon(): SVGSVGElement {
  const icon = pageDocument.createElementNS(svgNamespace, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  mark(icon, 'aria-hidden', 'true');
  return icon;
}

/** Draws paths, each with the class it is coloured by. */
export function draw(icon: SVGSVGElement, paths: readonly (readonly [string, string])[]): void {
  icon.replaceChildren(
    ...paths.map(([tint, data]) => {
      const path = pageDocument.createElementNS(svgNamespace, 'path');
      path.setAttribute('class', tint);
      path.setAttribute('d', data);
      return path;
    }),
  );
}

/** Sets an attribute, or takes it away with `null`. What is the same already is not touched. */
export function mark(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

export function hide(element: Element, hidden: boolean): void {
  mark(element, 'hidden', hidden ? '' : null);
}

const written = new WeakMap<Element, string>();

/**
 * Writes the text of an element. What was written already is not touched, also where a translator
 * has made other words of it; what is new takes the place of all that is there, for translators put
 * elements around texts.
 */
export function write(element: Element, text: string): void {
  if (written.get(element) === text) return;
  written.set(element, text);
  const [node, other] = element.childNodes;
  if (node instanceof Text && !other) node.data = text;
  else element.textContent = text;
}
