import { Splide } from '@splidejs/splide';
import '@splidejs/splide/css/core';
import { AutoScroll } from '@splidejs/splide-extension-auto-scroll';
import { makeItems, root, speed } from './page-data.ts';

root.className = 'splide';
root.innerHTML = '<div class="splide__track"><ul class="splide__list"></ul></div>';
const items = makeItems('li');
for (const item of items) item.classList.add('splide__slide');
root.querySelector('ul')?.append(...items);
new Splide(root, {
  type: 'loop',
  drag: 'free',
  autoWidth: true,
  arrows: false,
  pagination: false,
  // Its speed is in px a frame; a display has 60 of them a second.
  autoScroll: { speed: speed / 60 },
}).mount({ AutoScroll });
