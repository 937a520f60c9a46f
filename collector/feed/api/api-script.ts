/**
 * What the page about the feed does beside being read: it chooses the reader's language, shows what each
 * file says now, and asks for a file that the reader names. A file of its own, so that a strict
 * content policy allows it.
 */
export const apiPageScript = `const find = (id) => document.getElementById(id);
const folder = new URL('.', location.href);
const words = {
  ko: { title: 'Nalssi 피드 API', copied: '복사했습니다', more: (n) => '… ' + n + '개 더', live: '실시간', replay: '예시 자료', failed: '불러오지 못했습니다', stations: '개 지점', made: (time) => time + ' 발행' },
  en: { title: 'Nalssi feed API', copied: 'Copied', more: (n) => '… ' + n + ' more', live: 'live', replay: 'sample', failed: 'It could not be fetched', stations: ' stations', made: (time) => 'published ' + time + ' KST' },
};
const said = () => words[find('en').checked ? 'en' : 'ko'];

/** The first of each list, and how many there are: what a file looks like, in a few lines. */
function shortened(value, most) {
  if (Array.isArray(value)) {
    const first = value.slice(0, most).map((one) => shortened(one, most));
    return value.length > most ? [...first, said().more(value.length - most)] : first;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one, most)]));
}

/** JSON with what fits into a line in a line. */
function lines(value, indent) {
  const whole = JSON.stringify(value, null, 1).replace(/\\n */g, ' ');
  if (value === null || typeof value !== 'object' || whole.length + indent.length < 76) return whole;
  const inner = indent + '  ';
  const parts = Array.isArray(value)
    ? value.map((one) => inner + lines(one, inner))
    : Object.entries(value).map(([name, one]) => inner + JSON.stringify(name) + ': ' + lines(one, inner));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return [open, parts.join(',\\n'), indent + close].join('\\n');
}

const written = (content, most) => lines(shortened(content, most), '');

async function show(details) {
  const place = details.querySelector('pre');
  if (!details.open) return;
  try {
    const response = await fetch(new URL(details.dataset.file, folder));
    place.textContent = written(await response.json(), 1);
  } catch {
    place.textContent = said().failed;
  }
}

async function tellNow() {
  try {
    const { mode, status, generatedAt, summary } = await (await fetch(new URL('ticker.json', folder))).json();
    const parts = [said()[mode] ?? mode, status, summary.fresh + summary.carried + '/' + summary.stations + said().stations, said().made(generatedAt.slice(0, 16).replace('T', ' '))];
    find('now').textContent = parts.join(' · ');
  } catch {
    find('now').textContent = said().failed;
  }
}

function address() {
  const file = find('file').value;
  const region = find('region');
  const isOfBoard = file.includes('{board}');
  region.parentElement.hidden = !isOfBoard && !file.includes('{region}');
  // Of the country there is a board, and no file of a region.
  region.options[0].disabled = !isOfBoard;
  if (!isOfBoard && region.value === 'KR') region.value = 'KR-44';
  find('station').parentElement.hidden = !file.includes('{station}');
  const path = file.replace(/\\{(?:region|board)\\}/, region.value).replace('{station}', encodeURIComponent(find('station').value.trim()));
  const url = new URL(path, folder);
  find('curl').textContent = 'curl -s --compressed ' + url.href;
  return url;
}

async function ask() {
  const begun = performance.now();
  const body = find('body');
  try {
    const response = await fetch(address(), { cache: 'no-cache' });
    const text = await response.text();
    const facts = [response.status, response.headers.get('content-type'), (new Blob([text]).size / 1000).toFixed(1) + ' kB', Math.round(performance.now() - begun) + ' ms', response.headers.get('etag')];
    find('answer').textContent = facts.filter(Boolean).join(' · ');
    body.textContent = written(JSON.parse(text), 3);
  } catch {
    find('answer').textContent = said().failed;
    body.textContent = '';
  }
  body.hidden = false;
}

function speak() {
  document.documentElement.lang = find('en').checked ? 'en' : 'ko';
  document.title = said().title;
  for (const option of find('region').options) option.text = option.value + ' ' + option.dataset[document.documentElement.lang];
  void tellNow();
  for (const details of document.querySelectorAll('details[open]')) void show(details);
}

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;
find(/^ko/i.test(wanted) ? 'ko' : 'en').checked = true;
for (const one of document.querySelectorAll('[name=language]')) {
  one.addEventListener('change', () => {
    history.replaceState(null, '', '?lang=' + one.value + location.hash);
    speak();
  });
}
for (const details of document.querySelectorAll('details')) details.addEventListener('toggle', () => show(details));
// Where nobody said where readers find it, it is where this reader found it.
const site = new URL('..', folder).href.replace(/\\/$/, '');
for (const code of document.querySelectorAll('dd code')) code.textContent = code.textContent.replace('HOST/', site + '/');
for (const button of document.querySelectorAll('.copy')) {
  button.hidden = navigator.clipboard === undefined;
  button.addEventListener('click', async () => {
    const label = [...button.childNodes];
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.replaceChildren(said().copied);
    setTimeout(() => button.replaceChildren(...label), 1500);
  });
}
for (const id of ['file', 'region', 'station']) find(id).addEventListener('input', address);
find('ask').addEventListener('click', ask);
find('try').hidden = false;
address();
speak();
`;
