import InfiniteMarquee from 'vanilla-infinite-marquee';
import 'vanilla-infinite-marquee/css';
import { makeItems, root, speed, widthOfItems } from './page-data.ts';

const milliseconds = (widthOfItems() / speed) * 1000;
root.append(...makeItems('span'));
new InfiniteMarquee({ element: root, duplicateInnerElements: false, speed: milliseconds });
