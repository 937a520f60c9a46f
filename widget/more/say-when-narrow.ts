let isSaid = false;

/**
 * Says once on the console that a bar has no width, which nobody who looks at the page can see. One in
 * a box that is closed has no height either, and is none.
 */
export function sayWhenNarrow(bar: Element): void {
  const observer = new IntersectionObserver((entries) => {
    for (const { boundingClientRect } of entries) {
      const { width, height } = boundingClientRect;
      if (width > 0) observer.disconnect();
      if (isSaid || width > 0 || height === 0) continue;
      isSaid = true;
      // biome-ignore lint/suspicious/noConsole: whoever wrote the page looks there.
      console.warn(
        'nalssi-ticker: the bar is 0 px wide where it stands. Give the element, or the box around it, a width.',
      );
    }
  });
  observer.observe(bar);
}
