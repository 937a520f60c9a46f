import '../nalssi.ts';

/**
 * What the address of the frame may say of its ticker, under the names of the attributes. Not
 * `feed`: what stands at our address shows our feed and no other. Not `storage`, which a frame without
 * rights has none of.
 */
const attributes = [
  'region',
  'stations',
  'lang',
  'label',
  'speed',
  'mode',
  'direction',
  'fields',
  'unit',
  'href',
  'controls',
  'warnings',
  'sun',
];

const query = new URLSearchParams(location.search);
const ticker = document.createElement('nalssi-ticker');
for (const name of attributes) {
  const value = query.get(name);
  if (value !== null) ticker.setAttribute(name, value);
}
const language = query.get('lang');
if (language !== null) {
  document.documentElement.lang = language;
  // The name of the frame to a screen reader, where the page that frames it gives none.
  if (!/^ko\b/i.test(language)) document.title = 'Weather';
}
const theme = query.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
document.body.append(ticker);
