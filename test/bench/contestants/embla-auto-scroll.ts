import EmblaCarousel from 'embla-carousel';
import AutoScroll from 'embla-carousel-auto-scroll';
import { makeItems, root, speed } from './page-data.ts';

const container = document.createElement('div');
container.style.display = 'flex';
container.append(...makeItems('div'));
root.append(container);
// Its speed is in px a frame; a display has 60 of them a second.
const autoScroll = AutoScroll({ speed: speed / 60, startDelay: 0 });
EmblaCarousel(root, { loop: true, dragFree: true }, [autoScroll]);
