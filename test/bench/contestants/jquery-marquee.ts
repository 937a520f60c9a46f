import jQuery from 'jquery';
import { makeItems, root, speed, widthOfItems } from './page-data.ts';

// The plugin was written for jQuery 3, and asks for two functions that jQuery 4 has no more.
const missing = {
  trim: (text: string) => text.trim(),
  isFunction: (value: unknown) => typeof value === 'function',
};
Object.assign(jQuery, missing);
await import('jquery.marquee');

const width = widthOfItems();
root.append(...makeItems('span'));
jQuery(root).marquee({
  // Of a strip with a copy it takes the way of both, window included, for that of one.
  speed: (speed * (width + root.clientWidth)) / (2 * width),
  duplicated: true,
  gap: 0,
  startVisible: true,
});
