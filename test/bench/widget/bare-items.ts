import { words } from '../../../widget/format/languages.ts';
import { conditionIcons } from '../../../widget/icons/condition-icons.ts';
import { recordedTickerFile } from '../../widget/recorded-ticker-file.ts';

/**
 * What is inside one station's item of a ticker made by hand: icon, condition, name, temperature.
 */
function bareItem(row: ReturnType<typeof recordedTickerFile>['observations'][number]): string {
  const icon = (row.condition === null ? [] : conditionIcons[row.condition])
    .map(([tint, path]) => `<path class="${tint}" d="${path}"/>`)
    .join('');
  const word = row.condition === null ? '' : words.ko.conditions[row.condition];
  return `<svg viewBox="0 0 24 24">${icon}</svg><span>${word}</span><span>${row.name.ko}</span><b>${row.temperature?.toFixed(1)}℃</b>`;
}

/** The 97 items of the recording, as HTML. */
export const bareItems: readonly string[] = recordedTickerFile().observations.map(bareItem);

/** px/s of every contestant. */
export const speed = 40;

const styles = `
  body { margin: 0 }
  #root { height: 40px; overflow: hidden; font: 15px sans-serif; white-space: nowrap }
  .item { display: inline-flex; flex: none; align-items: center; gap: 6px; height: 40px;
    padding: 0 12px; list-style: none }
  .item svg { width: 22px; height: 22px; fill: currentColor; stroke: currentColor }`;

/** A page with an empty `#root`, the items as data, and one script that makes a ticker of them. */
export function contestantPage(script: string): string {
  const data = JSON.stringify({ items: bareItems, speed }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="ko"><meta charset="utf-8"><title>ticker</title>
<style>${styles}</style><div id="root"></div>
<script id="data" type="application/json">${data}</script>
<script type="module" src="${script}"></script>`;
}
