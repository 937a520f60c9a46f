import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import fastMarquee from 'react-fast-marquee';
import { items, root, speed } from './page-data.ts';

const children = items.map((content) =>
  createElement('span', {
    key: content,
    className: 'item',
    ref: (item: HTMLElement | null) => {
      if (item !== null) item.innerHTML = content;
    },
  }),
);
createRoot(root).render(createElement(fastMarquee.default, { speed, children }));
