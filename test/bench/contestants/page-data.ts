/** What the page gives every contestant: the items as HTML, and the speed in px/s. */
export const { items, speed }: { items: readonly string[]; speed: number } = JSON.parse(
  document.querySelector('#data')?.textContent ?? '',
);

/** Where the ticker goes. */
export const root = document.querySelector('#root') as HTMLElement;

/** The items as elements. */
export function makeItems(tag: string): HTMLElement[] {
  return items.map((content) => {
    const item = document.createElement(tag);
    item.className = 'item';
    item.innerHTML = content;
    return item;
  });
}

/** Width of all items in px, for those that take a duration and no speed. */
export function widthOfItems(): number {
  const measured = makeItems('span');
  root.append(...measured);
  const width = measured.reduce((sum, item) => sum + item.getBoundingClientRect().width, 0);
  root.replaceChildren();
  return width;
}
