import { makeItems, root, speed } from './page-data.ts';

const marquee = document.createElement('marquee');
marquee.setAttribute('truespeed', '');
marquee.setAttribute('scrollamount', '1');
marquee.setAttribute('scrolldelay', String(1000 / speed));
// It begins with a full window instead of an empty one, and turns round at the ends.
marquee.setAttribute('behavior', 'alternate');
marquee.append(...makeItems('span'));
root.append(marquee);
