/**
 * Puts the element that the address of the page describes where a news page would have it. `feed` is
 * not taken: what stands at our address shows our feed.
 */
const query = new URLSearchParams(location.search);
const kind = query.get('element') === 'board' ? 'board' : 'ticker';
document.body.classList.add(`of-${kind}`);
const script = kind === 'board' ? 'nalssi-board.js' : 'nalssi.js';
const allowed =
  /^(?:region|place|fields|mode|speed|unit|warnings|theme|lang|metric|rows|parts|stations|tabs)$/;

const element = document.createElement(`nalssi-${kind}`);
for (const [name, value] of query) {
  if (allowed.test(name)) element.setAttribute(name, value);
}
const link = document.createElement('a');
link.href = 'https://www.weather.go.kr';
link.textContent = '날씨';
element.append(link);
document.querySelector(`#${kind}`)?.append(element);
// The page of a dark theme is dark, as the site's own would be.
const theme = query.get('theme');
if (theme === 'dark' || theme === 'light') document.documentElement.style.colorScheme = theme;

const loader = document.createElement('script');
loader.type = 'module';
loader.src = new URL(`../../w/1/${script}`, document.baseURI).href;
document.head.append(loader);
