import '../nalssi.ts';
import { originOf } from '../../more/link-template.ts';
import { showFramed } from './framed.ts';

/**
 * Where stations may lead: to our site, or to that of the page with the frame. Whoever is sent a
 * link to our frame reads our address above it, and must not be led to a stranger by it.
 */
const around = parent === window ? '' : (location.ancestorOrigins?.[0] ?? document.referrer);
const origins = [location.origin, originOf('', around)];

showFramed('nalssi-ticker', (name, value) =>
  name === 'href'
    ? origins.includes(originOf(value, document.baseURI) ?? '')
    : // Of which a frame without rights has none.
      name !== 'storage',
);
