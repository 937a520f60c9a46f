import '../nalssi.ts';
import { languageOf } from '../../more/language.ts';
import { originOf } from '../../more/link-template.ts';
import { languageTagOf } from '../../ticker/language.ts';
import type { NalssiTicker } from '../../ticker/nalssi-ticker.ts';

/**
 * What the address of the frame may not say of its ticker. Not `feed`: what stands at our address
 * shows our feed and no other. Not `storage`, which a frame without rights has none of.
 */
const withheld = ['feed', 'storage'];

/**
 * Where stations may lead: to our site, or to that of the page with the frame. Whoever is sent a
 * link to our frame reads our address above it, and must not be led to a stranger by it.
 */
const around = parent === window ? '' : (location.ancestorOrigins?.[0] ?? document.referrer);
const origins = [location.origin, originOf('', around)];

const query = new URLSearchParams(location.search);
const ticker = document.createElement('nalssi-ticker');
const { observedAttributes } = ticker.constructor as typeof NalssiTicker;
for (const name of observedAttributes) {
  const value = query.get(name);
  if (value === null || withheld.includes(name)) continue;
  if (name === 'href' && !origins.includes(originOf(value, document.baseURI) ?? '')) continue;
  ticker.setAttribute(name, value);
}
const language = languageTagOf(ticker);
if (languageOf(language) === 'en') {
  document.documentElement.lang = language;
  // The name of the frame to a screen reader, where the page that frames it gives none.
  document.title = 'Weather';
}
const theme = query.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
document.body.append(ticker);
