import { type HostFile, page as pageOf } from './host-server.ts';
import { classicTag, element, moduleTag, own, stranger } from './page-parts.ts';

// Pages that pull the ground away.

/**
 * What the browser reads of the objects that it is given: of requests, observers, animations,
 * listeners, shadow roots, properties, streams.
 */
const options = (
  'signal root threshold body value writable get set slotAssignment mode customElementRegistry clonable ' +
  'serializable attributeFilter attributes characterData offset easing composite delay endDelay fill ' +
  'iterationStart iterations direction pseudoElement timeline rangeStart rangeEnd id method headers ' +
  'referrer integrity keepalive window duplex priority start flush cancel readableType writableType ' +
  'readableStrategy once capture passive bubbles rootMargin scrollMargin box status statusText type ' +
  'preventScroll focusVisible behavior block fallback style localeMatcher preventAbort preventClose'
).split(' ');

/** Pages that are not as the platform made them; the ticker must show the country all the same. */
export const changedPages: Readonly<Record<string, HostFile>> = {
  'where every object has more than its own': pageOf(
    `<script>Object.assign(Object.prototype, { attribute: 'onclick', region: 'KR-30', network: 'aws', representative: false, stations: '108', feed: 'x', url: 'x', conditionExpiresAt: 1, conditionObservedAt: 1, extend() {} });</script>${moduleTag()}${element}`,
  ),
  'where every object has what a browser takes for an option': pageOf(
    `<script>
for (const name of ${JSON.stringify(options)}) Object.prototype[name] = 'x';
</script>${moduleTag()}${element}`,
  ),
  'where every object has them, with all that the ticker can do': pageOf(
    `<script>
for (const name of ${JSON.stringify(options)}) Object.prototype[name] = 'x';
</script>${moduleTag()}<nalssi-ticker href="/{station}" controls sun fields="icon temperature wind"><a href="/weather">전국 날씨</a></nalssi-ticker><a class="nalssi-ticker" href="/weather">전국 날씨</a>`,
  ),
  'with Prototype.js’s toJSON, reduce and entries': pageOf(
    `<script>
Array.prototype.toJSON = function () { return '[]'; };
String.prototype.toJSON = function () { return '"' + this + '"'; };
Date.prototype.toJSON = function () { return 'x'; };
Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
Array.prototype.entries = function () { return this.slice(); };
Array.from = function (list) { return [].slice.call(list); };
</script>${moduleTag()}${element}`,
  ),
  'with MooTools’ remove, append and clone': pageOf(
    `<script>
Element.prototype.remove = function () { return this.parentNode.removeChild(this); };
Element.prototype.clone = function () { return this; };
Array.prototype.append = function () { return this; };
Array.from = function (item) { return item == null ? [] : Array.isArray(item) ? item : [item]; };
Function.prototype.extend = function () {};
</script>${moduleTag()}${element}`,
  ),
  'with a form of the id nalssi, and others of the names of the language': pageOf(
    `<form id="nalssi"><input name="feed"></form><form id="NalssiTicker"></form><a id="customElements"></a><a id="fetch" href="/x"></a><a id="NalssiTicker"></a>${moduleTag()}${element}`,
  ),
  'with an image of the name currentScript': pageOf(
    `<img name="currentScript" alt="">${classicTag()}<a class="nalssi-ticker" href="/weather">전국 날씨</a>`,
  ),
  'with images of the names baseURI, documentElement, scripts and body': pageOf(
    `<img name="baseURI" alt=""><img name="documentElement" alt=""><img name="scripts" alt=""><img name="body" alt=""><img name="hidden" alt=""><form name="location"></form>${moduleTag()}${element}`,
  ),
  'with a link of the name of what Lit keeps on the page': pageOf(
    `<a id="litPropertyMetadata"></a><a id="reactiveElementPolyfillSupport"></a><a id="reactiveElementVersions"></a><a id="trustedTypes"></a>${moduleTag()}${element}`,
  ),
  'with the base of another site': pageOf(
    `<base href="${stranger}/">${moduleTag().replace('/w/', 'ORIGIN/w/')}${element}`,
  ),
  'under a policy that allows its script and its feed alone': pageOf(moduleTag() + element, {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  }),
  'under Trusted Types that allow no policy': pageOf(moduleTag() + element, {
    'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types 'none'",
  }),
  'in a sandbox without an origin': pageOf(moduleTag() + element, {
    'Content-Security-Policy': 'sandbox allow-scripts',
  }),
  'that hides, shrinks and covers everything': pageOf(
    `<style>* { all: unset !important } nalssi-ticker, nalssi-ticker * { animation: none !important; transition: none !important; content-visibility: visible }</style>${moduleTag()}${element}`,
  ),
  'with Alpine, htmx, Stimulus and Bootstrap': pageOf(
    own('alpine') + own('htmx') + own('stimulus') + own('bootstrap') + moduleTag() + element,
  ),
  'that has frozen the prototypes': pageOf(
    `<script>for (const each of [Object, Array, String, Function, Promise, Map, Set, Element, Node]) Object.freeze(each.prototype);</script>${moduleTag()}${element}`,
  ),
};
