import { css } from 'lit';

/**
 * An instrument panel: small type, figures of one width, hairlines, colour only for what needs a
 * look. Light and dark are one palette by `light-dark()`; every text colour has at least 4.5 : 1.
 */
export const styles = css`
  :host {
    color-scheme: light dark;
    --ground: light-dark(#eef1f4, #10151a);
    --surface: light-dark(#ffffff, #182027);
    --raised: light-dark(#f6f8fa, #1f2830);
    --line: light-dark(#d5dce2, #303c47);
    --ink: light-dark(#16202a, #e6ebf0);
    --faint: light-dark(#55626e, #9fadba);
    --accent: light-dark(#1b5fa0, #7ab8f5);
    --focus: light-dark(#0b57d0, #a8c7fa);
    --good: light-dark(#1f7a3d, #62c583);
    --warn: light-dark(#8a5a00, #e8b339);
    --bad: light-dark(#b3261e, #ff8a80);
    --cold: light-dark(#2a6fc9, #6ea8e8);
    --good-ground: light-dark(#e5f4e9, #17301f);
    --warn-ground: light-dark(#fdf1d7, #352a10);
    --bad-ground: light-dark(#fdeae8, #3b1a18);
    display: block;
    min-height: 100vh;
    background: var(--ground);
    color: var(--ink);
    font:
      14px/1.45 system-ui, -apple-system, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR',
      'Noto Sans CJK KR', sans-serif;
    font-variant-numeric: tabular-nums;
    word-break: keep-all;
    overflow-wrap: anywhere;
    text-size-adjust: 100%;
  }

  .page {
    box-sizing: border-box;
    max-width: 1440px;
    margin: 0 auto;
    padding: 12px 16px 24px;
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }

  h1 {
    font-size: 15px;
    font-weight: 600;
    color: var(--faint);
  }

  h2 {
    font-size: 15px;
    font-weight: 700;
  }

  h3 {
    margin-top: 14px;
    font-size: 13px;
    font-weight: 700;
  }

  ul {
    list-style: none;
  }

  a {
    color: var(--accent);
    text-underline-offset: 2px;
  }

  code {
    font: 12px/1.4 ui-monospace, 'SF Mono', Consolas, monospace;
  }

  .top {
    padding-bottom: 10px;
  }

  /* Stays in sight, above all else. */

  .foreign-band {
    position: sticky;
    z-index: 2;
    top: 0;
    display: flex;
    gap: 10px;
    margin-bottom: 12px;
    padding: 10px;
    border: 4px dashed var(--warn);
    background: var(--warn-ground);
  }

  .foreign-band strong {
    display: block;
    font-size: 16px;
    color: var(--warn);
  }

  .faint,
  .second,
  .number,
  .empty,
  .note,
  caption {
    color: var(--faint);
  }

  .second,
  .note,
  .reason {
    display: block;
    font-size: 12px;
    font-weight: 400;
  }

  .number,
  .moment .faint {
    font-size: 12px;
  }

  .moment {
    white-space: nowrap;
  }

  .alarming {
    color: var(--bad);
    font-weight: 600;
  }

  .empty {
    padding: 8px 0;
  }

  /* Controls */

  button,
  input {
    box-sizing: border-box;
    min-height: 28px;
    border: 1px solid var(--faint);
    border-radius: 4px;
    background: var(--surface);
    color: inherit;
    font: inherit;
  }

  button {
    padding: 1px 10px;
    cursor: pointer;
  }

  input[type='search'] {
    width: 100%;
    padding: 2px 8px;
  }

  input[type='checkbox'] {
    width: 16px;
    min-height: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  h2:focus-visible {
    outline-offset: 1px;
    border-radius: 2px;
  }

  /* Marks */

  .icon {
    flex: none;
    width: 14px;
    height: 14px;
    fill: currentColor;
  }

  .icon .cut {
    fill: none;
    stroke: var(--surface);
    stroke-width: 1.8;
  }

  .icon .ring {
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }

  .badge {
    display: inline-block;
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }

  .badge .icon {
    margin-right: 4px;
    vertical-align: -2px;
  }

  .good {
    color: var(--good);
  }

  .warn {
    color: var(--warn);
  }

  .bad {
    color: var(--bad);
  }

  .calm {
    color: var(--faint);
  }

  .bar {
    display: block;
    width: 100%;
    height: 8px;
    border-radius: 2px;
  }

  .bar .ground {
    fill: var(--line);
  }

  .bar .fresh {
    fill: var(--good);
  }

  .bar .used {
    fill: var(--accent);
  }

  .bar .carried {
    fill: var(--warn);
  }

  .bar .expired {
    fill: var(--bad);
  }

  .bar .never {
    fill: var(--faint);
  }

  .tally {
    padding: 0 6px;
    border-radius: 8px;
    background: var(--ground);
    color: var(--faint);
    font-size: 12px;
    font-weight: 600;
  }

  /* Verdict */

  .verdict {
    padding: 14px 16px;
    border: 1px solid var(--line);
    border-left: 6px solid currentColor;
    border-radius: 6px;
    background: var(--surface);
  }

  .verdict.warn {
    background: var(--warn-ground);
  }

  .verdict.bad {
    background: var(--bad-ground);
  }

  .verdict > * {
    color: var(--ink);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
  }

  .line .icon {
    width: 26px;
    height: 26px;
  }

  .verdict.good .line h2,
  .verdict.good .line .icon {
    color: var(--good);
  }

  .verdict.warn .line h2,
  .verdict.warn .line .icon {
    color: var(--warn);
  }

  .verdict.bad .line h2,
  .verdict.bad .line .icon {
    color: var(--bad);
  }

  .line h2 {
    max-width: calc(100% - 40px);
    font-size: 22px;
    line-height: 1.3;
  }

  .since {
    font-size: 15px;
  }

  .replay,
  .kept {
    margin-top: 8px;
  }

  .replay strong {
    margin-right: 6px;
    padding: 1px 8px;
    border-radius: 3px;
    background: var(--accent);
    color: var(--surface);
  }

  .reasons {
    display: grid;
    gap: 8px;
    margin-top: 4px;
  }

  .reasons li {
    padding-left: 12px;
    border-left: 2px solid var(--faint);
  }

  .reasons li > p:first-child {
    font-weight: 600;
  }

  .reasons .faint {
    font-weight: 400;
    color: inherit;
  }

  .tag {
    padding: 0 6px;
    border: 1px solid currentColor;
    border-radius: 3px;
    font-size: 12px;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
    margin-top: 12px;
    padding-top: 10px;
    border-top: 1px solid var(--line);
  }

  .facts dt,
  .pairs dt {
    color: var(--faint);
    font-size: 12px;
  }

  .verdict.warn .facts dt,
  .verdict.bad .facts dt {
    color: inherit;
  }

  .facts .age {
    font-weight: 600;
  }

  .facts .refresh {
    margin-left: 6px;
  }

  /* Panels */

  .panels {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    gap: 12px;
    margin-top: 12px;
  }

  .panel {
    grid-column: 1 / -1;
    min-width: 0;
    padding: 12px 14px 14px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    scroll-margin-top: 8px;
  }

  .panel h2 {
    margin-bottom: 6px;
    scroll-margin-top: 16px;
  }

  .side {
    display: grid;
    grid-column: 1 / -1;
    align-content: start;
    gap: 12px;
    min-width: 0;
  }

  @media (min-width: 1000px) {
    #coverage,
    .side {
      grid-column: span 6;
    }
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr));
    gap: 10px;
  }

  .card {
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--raised);
  }

  .card header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
  }

  .card h3 {
    margin: 0;
    font-size: 14px;
  }

  .pairs {
    display: grid;
    grid-template-columns: minmax(84px, auto) minmax(0, 1fr);
    gap: 3px 14px;
    margin-top: 6px;
  }

  .pairs dt {
    padding-top: 1px;
  }

  .pairs .bar {
    max-width: 280px;
    margin: 4px 0 2px;
  }

  .pairs .moment {
    white-space: normal;
  }

  .action {
    display: block;
  }

  .off {
    display: grid;
    gap: 4px;
    margin-top: 8px;
  }

  .stations {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 18px;
    margin-top: 6px;
  }

  .stations a,
  table a {
    display: inline-block;
    padding: 2px 0;
  }

  .station-facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 20px;
    padding-bottom: 8px;
  }

  .search {
    display: grid;
    flex: 0 1 240px;
    gap: 2px;
    color: var(--faint);
    font-size: 12px;
  }

  .search input {
    color: var(--ink);
    font-size: 14px;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    color: var(--faint);
    font-size: 12px;
  }

  fieldset label {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 26px;
  }

  /* Tables */

  .scroller {
    overflow-x: auto;
  }

  .tall {
    max-height: 420px;
    overflow-y: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  caption {
    padding-bottom: 4px;
    font-size: 12px;
    text-align: start;
  }

  th,
  td {
    padding: 3px 10px 3px 0;
    border-top: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }

  th:last-child,
  td:last-child {
    padding-right: 0;
  }

  td code {
    white-space: nowrap;
  }

  thead th {
    border-top: 0;
    color: var(--faint);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }

  .tall thead th {
    position: sticky;
    top: 0;
    background: var(--surface);
  }

  tbody th {
    font-weight: 600;
  }

  tfoot th,
  tfoot td {
    border-top: 2px solid var(--line);
    font-weight: 600;
  }

  .value {
    font-weight: 600;
    white-space: nowrap;
  }

  .why {
    min-width: 150px;
    font-size: 12px;
  }

  th.count,
  td.count {
    padding-right: 0;
    padding-left: 10px;
    text-align: end;
    white-space: nowrap;
  }

  .coverage .second {
    display: inline;
    margin-left: 6px;
  }

  .coverage .share {
    width: 30%;
    min-width: 40px;
    vertical-align: middle;
  }

  .coverage .percent {
    display: none;
  }

  td.zero {
    color: var(--faint);
  }

  td.carried {
    color: var(--warn);
    font-weight: 600;
  }

  td.expired {
    color: var(--bad);
    font-weight: 600;
  }

  tr.chosen {
    background: var(--raised);
    box-shadow: inset 3px 0 var(--accent);
  }

  .history th time {
    white-space: nowrap;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    padding-top: 14px;
    color: var(--faint);
    font-size: 12px;
  }

  @media (min-width: 481px) {
    .coverage th[scope='row'] {
      white-space: nowrap;
    }
  }

  @media (max-width: 360px) {
    .coverage .share {
      display: none;
    }
  }

  @media (max-width: 480px) {
    .coverage thead th {
      padding-right: 0;
      font-size: 11px;
    }

    .page {
      padding: 8px 8px 20px;
    }

    .verdict,
    .panel {
      padding-inline: 10px;
    }

    .line h2 {
      font-size: 19px;
    }

    .coverage .second {
      display: block;
      margin: 0;
    }

    .coverage th.count,
    .coverage td.count {
      padding-left: 6px;
    }

    .facts {
      gap: 8px 20px;
    }
  }

  @media (forced-colors: active) {
    .bar rect {
      forced-color-adjust: none;
    }
  }
`;
