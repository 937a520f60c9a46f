import { afterEach, describe, expect, test } from 'vitest';
import { NalssiTicker } from '../../../widget/index.ts';
import { upgradeLinks } from '../../../widget/more/upgrade-links.ts';
import { clearPage, parts, TestFeed } from '../page.ts';

afterEach(clearPage);

/** A link as a CMS lets it pass. */
function link(attributes: Readonly<Record<string, string>>): HTMLAnchorElement {
  const element = document.createElement('a');
  for (const [name, value] of Object.entries({
    class: 'nalssi-ticker',
    href: '/weather',
    ...attributes,
  })) {
    element.setAttribute(name, value);
  }
  element.append('전국 날씨');
  document.body.append(element);
  return element;
}

function tickers(): NalssiTicker[] {
  return [...document.querySelectorAll('nalssi-ticker')];
}

describe('a link of the class nalssi-ticker', () => {
  test('becomes a ticker in its place, with the link inside', () => {
    const before = document.createElement('p');
    document.body.append(before);
    const element = link({});
    upgradeLinks();

    const [ticker] = tickers();
    expect(ticker).toBeInstanceOf(NalssiTicker);
    expect(before.nextSibling).toBe(ticker);
    expect(ticker?.firstChild).toBe(element);
    expect(element.getAttribute('href')).toBe('/weather');
  });

  test('gives the ticker the attributes that are its own, and no other', () => {
    link({ 'data-region': 'KR-44 KR-30', 'data-controls': '', 'data-foo-bar': '', 'data-': 'y' });
    upgradeLinks();

    const [ticker] = tickers();
    expect(ticker?.getAttributeNames().toSorted()).toEqual(['controls', 'region']);
    expect(ticker?.region).toBe('KR-44 KR-30');
  });

  test('says where links open by a keyword, and by no name of a frame of the page', () => {
    link({ 'data-target': '_BLANK' });
    link({ 'data-target': 'payment' });
    upgradeLinks();

    expect(tickers().map((ticker) => ticker.getAttribute('target'))).toEqual(['_BLANK', null]);
  });

  test('shows the stations it names', async () => {
    const feed = new TestFeed();
    link({ 'data-feed': feed.base, 'data-stations': '108 159' });
    upgradeLinks(location.origin);
    const [ticker] = tickers();
    await ticker?.refresh();

    expect(ticker && parts(ticker, 'name').map(({ textContent }) => textContent)).toEqual([
      '서울',
      '부산',
    ]);
  });

  test('cannot bring a script or a style in', () => {
    link({ 'data-onclick': 'alert(1)', 'data-ONLOAD': 'alert(1)', 'data-style': 'color:red' });
    upgradeLinks();

    expect(tickers()[0]?.getAttributeNames()).toEqual([]);
  });

  test('gives no attribute that is longer than a ticker needs', () => {
    const long = (text: string) => text.repeat(1000);
    link({ 'data-lang': long('ko-'), 'data-stations': long('108 '), 'data-href': long('/{x}') });
    link({ 'data-lang': 'ko-KR', 'data-stations': '108 159', 'data-href': '/{station}' });
    upgradeLinks();

    expect(tickers().map((ticker) => ticker.getAttributeNames().toSorted())).toEqual([
      [],
      ['href', 'lang', 'stations'],
    ]);
  });

  test('is upgraded once, however often the script runs', () => {
    link({});
    upgradeLinks();
    upgradeLinks();

    expect(tickers()).toHaveLength(1);
  });

  test('that comes later is upgraded when it has come, wherever it comes', async () => {
    upgradeLinks();
    const section = document.createElement('section');
    document.body.append(section);
    const element = link({ 'data-region': 'KR-44' });
    section.append(element);

    await expect.poll(() => tickers().map(({ parentNode }) => parentNode)).toEqual([section]);
    expect(tickers()[0]?.region).toBe('KR-44');
  });

  test('that comes deep in something else is upgraded too, and one that has gone again is not', async () => {
    upgradeLinks();
    const gone = link({ 'data-region': 'KR-30' });
    gone.remove();
    const section = document.createElement('section');
    section.append(document.createElement('p'));
    section.firstElementChild?.append(link({ 'data-region': 'KR-44' }));
    document.body.append(section);

    await expect.poll(() => tickers().map(({ region }) => region)).toEqual(['KR-44']);
    expect(gone.parentNode).toBeNull();
  });

  test('inside a ticker is what the ticker shows without observations', () => {
    const ticker = document.createElement('nalssi-ticker');
    document.body.append(ticker);
    ticker.append(link({}));
    upgradeLinks();

    expect(tickers()).toEqual([ticker]);
  });
});

test('other links stay links', () => {
  const element = link({ class: 'weather' });
  upgradeLinks();

  expect(tickers()).toHaveLength(0);
  expect(element.parentNode).toBe(document.body);
});
