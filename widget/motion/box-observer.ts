const listeners = new WeakMap<Element, () => void>();
let observer: ResizeObserver | undefined;

function tell(entries: readonly ResizeObserverEntry[]): void {
  // Many boxes of one ticker can change in one frame (a late font changes all): tell it once.
  for (const listener of new Set(entries.map(({ target }) => listeners.get(target)))) listener?.();
}

/**
 * Calls `listener` when the content box of `element` changes: by the page's layout, a late font,
 * zoom or text size. One ResizeObserver serves all tickers of the page.
 */
export function observeBox(element: Element, listener: () => void): void {
  observer ??= new ResizeObserver(tell);
  listeners.set(element, listener);
  observer.observe(element);
}

export function unobserveBox(element: Element): void {
  listeners.delete(element);
  observer?.unobserve(element);
}
