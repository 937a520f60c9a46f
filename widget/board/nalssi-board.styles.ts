import { css } from 'lit';

/**
 * Lengths are px and em, as in the ticker: `rem` is the page's. The frame undoes what is inherited, and
 * takes back only what a page must be able to say. Rows of the table are grids of their own: as those
 * a browser can leave out of its layout the rows that nobody sees, which it cannot with `table-row`.
 */
export const styles = css`
  :host {
    display: block;
    min-width: 0;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  section {
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    direction: ltr;
    --background: var(--nalssi-board-background, var(--nalssi-background, light-dark(#fff, #15191e)));
    --color: var(--nalssi-board-color, var(--nalssi-color, light-dark(#16191d, #e9edf1)));
    --muted: color-mix(in srgb, var(--color) 68%, var(--background));
    --rule: color-mix(in srgb, var(--color) 13%, transparent);
    --soft: color-mix(in srgb, var(--color) 5%, transparent);
    --accent: var(--nalssi-board-accent-color, light-dark(#17345c, #dfe7f0));
    --hot: light-dark(#a8321a, #ffa98a);
    --cold: light-dark(#1b58b0, #9cc4ff);
    --focus: var(--nalssi-board-focus-color, var(--nalssi-focus-color, light-dark(#0b63ce, #79b3ff)));
    --sea: light-dark(#eef4f9, #12161c);
    --land: light-dark(#fcfdfd, #2a3139);
    --around: light-dark(#e0e4e8, #20262d);
    --border: light-dark(#98a3ad, #56626e);
    box-sizing: border-box;
    container-type: inline-size;
    display: block;
    background: var(--background);
    color: var(--color);
    font-family: var(
      --nalssi-board-font-family,
      var(
        --nalssi-font-family,
        -apple-system,
        'Apple SD Gothic Neo',
        'Malgun Gothic',
        'Noto Sans KR',
        'Noto Sans CJK KR',
        sans-serif
      )
    );
    font-size: var(--nalssi-board-font-size, 15px);
    line-height: 1.35;
    word-break: keep-all;
    -webkit-text-size-adjust: 100%;
  }

  :host([theme='light']) section {
    color-scheme: light;
  }

  :host([theme='dark']) section {
    color-scheme: dark;
  }

  :host([theme='auto']) section {
    color-scheme: light dark;
  }

  :host([theme='inherit']) section {
    --background: transparent;
    --color: currentColor;
    color: inherit;
  }

  .body {
    display: grid;
    gap: 12px;
    padding: 14px;
    grid-template-columns: minmax(0, 1fr);
  }

  /* Of its own width: beside the map there is less than the board has. */
  .side {
    container-type: inline-size;
    display: grid;
    gap: 12px;
    align-content: start;
    min-width: 0;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 2px 12px;
  }

  h2 {
    margin: 0;
    font-size: 1.3em;
    font-weight: 700;
    letter-spacing: -0.01em;
  }

  header p {
    margin: 0;
    color: var(--muted);
    font-size: 0.87em;
  }

  small {
    font-size: 0.8em;
    color: var(--muted);
  }

  .badge {
    padding: 1px 6px;
    border-radius: 4px;
    background: light-dark(#b3261e, #ffb4ab);
    color: light-dark(#fff, #410002);
    font-size: 0.8em;
    font-weight: 600;
  }

  button {
    all: unset;
    cursor: pointer;
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .warnings {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .warnings li {
    padding: 6px 10px;
    border-left: 4px solid light-dark(#c77700, #e09a2b);
    background: light-dark(#fff4dc, #33280f);
  }

  .warnings .warning,
  .warnings .severe {
    border-color: light-dark(#c3261a, #ff7a68);
    background: light-dark(#fdeae7, #3c1613);
  }

  .notice {
    margin: 0;
    padding: 6px 10px;
    background: var(--soft);
  }

  .notice button {
    text-decoration: underline;
  }

  .tabs,
  .switch {
    display: flex;
    gap: 4px;
    margin: 0;
    padding: 2px;
    border: 0;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }

  .tabs {
    border-bottom: 1px solid var(--rule);
    padding-bottom: 0;
  }

  .tabs button {
    flex: none;
    padding: 6px 12px 7px;
    border-bottom: 3px solid transparent;
    color: var(--muted);
  }

  .tabs [aria-selected='true'] {
    border-color: var(--accent);
    color: var(--color);
    font-weight: 700;
  }

  .switch {
    align-self: start;
    justify-self: start;
    max-width: 100%;
    border-radius: 9px;
    background: var(--soft);
  }

  .switch legend,
  caption,
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .switch label {
    flex: none;
    position: relative;
    cursor: pointer;
  }

  .switch input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }

  .switch span {
    display: block;
    padding: 4px 11px;
    border-radius: 7px;
  }

  .switch :checked + span {
    background: var(--accent);
    color: var(--background);
    font-weight: 600;
  }

  .switch :focus-visible + span {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }

  /* The map */

  .chart {
    display: grid;
    gap: 8px;
    min-width: 0;
    align-content: start;
  }

  .map {
    display: block;
    width: 100%;
    max-height: 120cqi;
    border-radius: 8px;
    background: var(--sea);
    touch-action: manipulation;
  }

  .around {
    fill: var(--around);
  }

  .place {
    fill: var(--land);
    stroke: var(--border);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }

  .filled .place {
    fill: var(--fill, var(--land));
    stroke: light-dark(#5a6670, #0d1116);
    stroke-opacity: 0.55;
  }

  .warned {
    pointer-events: none;
  }

  .warned.part {
    opacity: 0.5;
  }

  pattern path {
    stroke: light-dark(#c77700, #f0aa3a);
    stroke-width: 3;
    stroke-opacity: 0.55;
  }

  .inset > rect {
    fill: none;
    stroke: var(--border);
    vector-effect: non-scaling-stroke;
  }

  /* Below the marks, which stand in the middle. */
  .inset text {
    font-size: 17px;
    fill: var(--muted);
  }

  .mark {
    cursor: pointer;
    outline: none;
  }

  .mark rect,
  .mark circle {
    fill: var(--fill, var(--background));
    stroke: light-dark(rgb(0 0 0 / 28%), rgb(255 255 255 / 42%));
    forced-color-adjust: none;
  }

  .mark .reach {
    fill: transparent;
    stroke: none;
  }

  .mark text {
    fill: var(--ink, var(--color));
    font-size: 12.5px;
    font-weight: 700;
    text-anchor: middle;
    font-variant-numeric: tabular-nums;
    forced-color-adjust: none;
  }

  .mark .name {
    fill: var(--color);
    font-size: 10px;
    font-weight: 400;
    paint-order: stroke;
    stroke: var(--land);
    stroke-width: 2.5px;
  }

  .mark.carried rect:not(.reach),
  .mark.carried circle:not(.reach) {
    fill: var(--background);
    stroke: var(--fill, var(--border));
    stroke-width: 2.5;
  }

  .mark.carried text {
    fill: var(--color);
  }

  .mark.missing :is(rect, circle):not(.reach) {
    fill: var(--background);
    stroke: var(--muted);
    stroke-dasharray: 3 2;
  }

  .mark.suspect :is(rect, circle):not(.reach) {
    stroke: var(--hot);
    stroke-width: 2;
    stroke-dasharray: 2 1.5;
  }

  .mark:hover :is(rect, circle):not(.reach),
  .mark.selected :is(rect, circle):not(.reach) {
    stroke: var(--color);
    stroke-width: 2.5;
  }

  .mark:focus-visible :is(rect, circle):not(.reach) {
    stroke: var(--focus);
    stroke-width: 3.5;
  }

  output {
    display: block;
    min-height: 1.35em;
    font-size: 0.93em;
  }

  .legend {
    display: flex;
    border-radius: 4px;
    overflow: hidden;
    font-size: 11px;
    line-height: 16px;
    forced-color-adjust: none;
  }

  .legend span {
    flex: 1 1 0;
    min-width: 0;
    padding-left: 3px;
    background: var(--fill);
    color: var(--ink);
    white-space: nowrap;
  }

  .legend small {
    padding-left: 5px;
    font-size: inherit;
  }

  /* One line, with a button or with the slider that it brings. */
  .hours {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    font-size: 0.93em;
    font-variant-numeric: tabular-nums;
  }

  .hours button {
    padding: 3px 10px;
    border-radius: 7px;
    background: var(--soft);
  }

  .hours input {
    flex: 1;
    min-width: 0;
    margin: 0;
    accent-color: var(--accent);
  }

  .hours svg {
    display: block;
    width: 18px;
    height: 18px;
    fill: currentColor;
  }

  /* Extremes */

  .extremes {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 8px;
    margin: 0;
  }

  .extremes > div {
    box-sizing: border-box;
    min-height: 88px;
    padding: 8px 10px;
    border-radius: 8px;
    background: var(--soft);
    min-width: 0;
  }

  .extremes dt,
  .today {
    color: var(--muted);
    font-size: 0.85em;
  }

  .extremes dd {
    margin: 0;
  }

  .extremes b {
    font-size: 1.3em;
    font-variant-numeric: tabular-nums;
  }

  .extremes .to:hover {
    text-decoration: underline;
  }

  /* The table */

  table,
  thead,
  tbody {
    display: block;
    min-width: 0;
    font-variant-numeric: tabular-nums;
  }

  tr {
    display: grid;
    grid-template-columns: minmax(72px, 1fr) 58px 52px minmax(64px, 104px);
    align-items: center;
    gap: 0 6px;
    padding: 4px;
    border-bottom: 1px solid var(--rule);
  }

  /* As high as a name with a line below it, also without: nothing moves when there is a warning. */
  tbody tr {
    box-sizing: border-box;
    height: 46px;
    content-visibility: auto;
    contain-intrinsic-size: auto 46px;
    cursor: pointer;
  }

  .room {
    height: calc(var(--rows) * 46px + 78px);
  }

  tbody tr:hover {
    background: var(--soft);
  }

  tr.selected {
    background: color-mix(in srgb, var(--focus) 14%, transparent);
    box-shadow: inset 3px 0 var(--focus);
  }

  thead tr {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--background);
    font-size: 0.87em;
  }

  th,
  td {
    padding: 0;
    text-align: right;
    font-weight: 400;
    white-space: nowrap;
  }

  th button {
    padding: 4px 0;
    font-weight: 600;
  }

  th i {
    font-style: normal;
    font-size: 0.75em;
  }

  th.name {
    text-align: left;
    overflow: hidden;
    text-overflow: ellipsis;
    /* Room for the ring around its button. */
    padding: 2px;
    line-height: 1.2;
  }

  .name > button {
    font-weight: 600;
  }

  .name small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .name b {
    color: light-dark(#8a4b00, #f0b45a);
    font-weight: 600;
  }

  .feelsLike,
  .range,
  .rain,
  .windSpeed,
  .humidity,
  .temperature {
    display: none;
  }

  .chosen {
    display: block;
  }

  .line,
  .change {
    display: block;
  }

  .chip {
    display: inline-block;
    box-sizing: border-box;
    min-width: 48px;
    padding: 2px 5px;
    border-radius: 5px;
    border: 1px solid light-dark(rgb(0 0 0 / 18%), rgb(255 255 255 / 30%));
    background: var(--fill, transparent);
    color: var(--ink, var(--color));
    font-weight: 700;
    text-align: center;
    forced-color-adjust: none;
  }

  .chip.carried {
    background: transparent;
    border: 2px solid var(--fill, var(--border));
    color: var(--color);
  }

  .chip.missing {
    border-style: dashed;
    color: var(--muted);
    font-weight: 400;
  }

  .carried:not(.chip) {
    color: var(--muted);
  }

  .hot:not(.chip) {
    color: var(--hot);
  }

  .cold:not(.chip) {
    color: var(--cold);
  }

  small.mark {
    margin-left: 3px;
    color: var(--hot);
    font-weight: 600;
  }

  svg.line {
    display: block;
    width: 100%;
    height: 26px;
    overflow: visible;
  }

  .line path {
    fill: none;
    stroke: var(--muted);
    stroke-width: 1.4;
    stroke-linejoin: round;
  }

  .line .high {
    fill: light-dark(#d3391f, #ff7c5c);
  }

  .line .low {
    fill: light-dark(#2a6fd6, #74a9ff);
  }

  .arrow {
    width: 12px;
    height: 12px;
    margin-right: 3px;
    vertical-align: -1px;
    fill: var(--muted);
  }

  .tools,
  .search {
    position: relative;
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 6px;
    min-height: 30px;
    font-size: 0.93em;
  }

  .tools label {
    display: flex;
    gap: 6px;
    align-items: center;
    cursor: pointer;
  }

  .tools button,
  .search button {
    padding: 3px 10px;
    border-radius: 7px;
    background: var(--soft);
  }

  .search input {
    flex: 1;
    min-width: 0;
    padding: 3px 10px;
    border: 1px solid var(--border);
    border-radius: 7px;
    background: var(--background);
    color: var(--color);
    font: inherit;
    line-height: 1.3;
  }

  /* Over the table, which stays where it is. */
  .search ul,
  .none {
    position: absolute;
    z-index: 2;
    top: 100%;
    inset-inline: 0;
    margin: 2px 0 0;
    padding: 0;
    border-radius: 7px;
    background: var(--background);
    box-shadow: 0 2px 10px rgb(0 0 0 / 30%);
    list-style: none;
  }

  .search ul:not(:has(li)) {
    display: none;
  }

  .search li button,
  .none {
    width: 100%;
    padding: 6px 10px;
  }

  footer {
    color: var(--muted);
    font-size: 0.85em;
  }

  footer a {
    color: inherit;
  }

  .columns {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
  }

  @container (width >= 880px) {
    .body {
      padding: 18px;
    }

    .columns:has(.chart) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
      gap: 20px;
      align-items: start;
    }

    .chart {
      position: sticky;
      top: 8px;
    }

    .map {
      max-height: 80vh;
    }
  }

  /* What was chosen stands beside the name. */
  @container (width < 470px) {
    th.name {
      order: -2;
    }

    .chosen {
      order: -1;
    }

    /* Six words in 270 px. */
    .switch {
      font-size: 0.93em;
    }

    .switch span {
      padding: 4px 6px;
    }

    /* Of many colours every other has its number. */
    .legend.many span:nth-child(even) {
      font-size: 0;
    }

    tr:has(> .change.chosen) {
      grid-template-columns: minmax(72px, 1fr) 58px minmax(64px, 150px);
    }
  }

  /* From here on: by the width of what stands beside or below the map. */
  @container (width >= 470px) {
    .extremes {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }

    tr {
      grid-template-columns: minmax(0, 1fr) 52px 52px 84px 80px 52px 68px;
    }

    .range,
    .rain,
    .windSpeed,
    .temperature {
      display: block;
    }

    tr:has(> .feelsLike.chosen, > .humidity.chosen) {
      grid-template-columns: minmax(0, 1fr) 40px 52px 46px 78px 78px 36px 54px;
    }
  }

  @container (width >= 620px) {
    tr,
    tr:has(> .feelsLike.chosen, > .humidity.chosen) {
      grid-template-columns: minmax(0, 1fr) 54px 54px 54px 92px 86px 54px 70px 52px;
    }

    .feelsLike,
    .humidity {
      display: block;
    }
  }

  @media (forced-colors: active) {
    .tabs [aria-selected='true'] {
      border-color: Highlight;
    }

    .switch :checked + span {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    .mark text {
      fill: var(--ink, CanvasText);
    }
  }

  @media print {
    section {
      color-scheme: light;
    }

    .tabs,
    .switch,
    .tools,
    .search,
    .hours,
    output {
      display: none;
    }

    .map {
      width: 640px;
      max-width: 100%;
      margin: auto;
    }

    tbody tr {
      content-visibility: visible;
      break-inside: avoid;
    }

    .columns {
      display: block;
    }
  }
`;
