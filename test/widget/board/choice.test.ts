import { describe, expect, test } from 'vitest';
import { tabsFor } from '../../../widget/board/answers/tabs.ts';
import { choiceOf } from '../../../widget/board/model/choice.ts';

// What a board shows of what a page asks for.

const nothing = { region: '', tabs: '', place: '' };

describe('a board', () => {
  test('shows the country when nothing is asked for, and when all is taken away', () => {
    expect(choiceOf(nothing, null).ids).toEqual(['KR']);
    expect(choiceOf({ region: null, tabs: null, place: null }, null).ids).toEqual(['KR']);
  });

  test('shows its regions, whatever they are called', () => {
    expect(choiceOf({ ...nothing, region: '대구·경북' }, null).ids).toEqual(['KR-27', 'KR-47']);
  });

  test('shows the first of its tabs without a region', () => {
    const asked = { ...nothing, tabs: '대전+세종 충남' };

    expect(choiceOf(asked, null).ids).toEqual(['KR-30', 'KR-50']);
    expect(choiceOf({ ...asked, region: '충남' }, null).ids).toEqual(['KR-44']);
  });

  test('shows the region of a place, and nothing until that is known', () => {
    const asked = { ...nothing, place: '시흥시' };

    expect(choiceOf(asked, undefined).ids).toEqual([]);
    expect(choiceOf(asked, { code: '41390', region: 'KR-41' }).ids).toEqual(['KR-41']);
    expect(choiceOf(asked, null).ids).toEqual(['KR']);
  });

  test('reads its regions at once, also where a place is asked for too', () => {
    expect(choiceOf({ ...nothing, region: '충남', place: '천안' }, undefined).ids).toEqual([
      'KR-44',
    ]);
  });

  test('shows nothing of a word that is no region, and what it knows of several', () => {
    expect(choiceOf({ ...nothing, region: '충낭' }, null)).toMatchObject({
      ids: [],
      unknown: ['충낭'],
    });
    expect(choiceOf({ ...nothing, region: '충낭 대전' }, null)).toMatchObject({
      ids: ['KR-30'],
      unknown: [],
    });
  });
});

describe('of an attribute of 150,000 letters', () => {
  const long = '충낭 '.repeat(50_000);

  test('the first thousand are read for regions', () => {
    expect(choiceOf({ ...nothing, region: `${long}대전` }, null).unknown).toHaveLength(333);
    expect(choiceOf({ ...nothing, region: `대전 ${long}` }, null).ids).toEqual(['KR-30']);
  });

  test('the first thousand are read for tabs, and for what is joined in one', () => {
    const words = { country: '전국' };
    const others = Array.from({ length: 15_000 }, (_, index) => `${index}+충남`).join(' ');

    expect(tabsFor({ tabs: `대전 ${others}` }, [], words)).toHaveLength(20);
    const [joined] = tabsFor({ tabs: long.replaceAll(' ', '+') }, [], words);
    expect(joined?.value).toHaveLength(999);
  });
});

test('the tab of the same regions is chosen, however it names them', () => {
  const tabs = tabsFor({ tabs: '충남, 경북+대구 전국' }, ['KR-27', 'KR-47'], {
    country: '전국',
  });

  expect(tabs).toEqual([
    { value: '충남', title: '충남', isChosen: false },
    { value: '경북 대구', title: '경북·대구', isChosen: true },
    { value: '전국', title: '전국', isChosen: false },
  ]);
});
