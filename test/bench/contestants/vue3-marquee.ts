import { createApp, h } from 'vue';
import { Vue3Marquee } from 'vue3-marquee';
import { items, root, speed, widthOfItems } from './page-data.ts';

const duration = widthOfItems() / speed;

createApp({
  render: () =>
    h(Vue3Marquee, { duration, clone: true }, () =>
      items.map((content) => h('span', { class: 'item', innerHTML: content })),
    ),
}).mount(root);
