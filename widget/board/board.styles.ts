import { css } from 'lit';

/**
 * Of what is there to be read; what readers use has a sheet of its own, in the second script, and its
 * room here. Lengths are px and em, as in the ticker: `rem` is the page's. The frame undoes what is
 * inherited, and takes back only what a page must be able to say. Rows of the table are grids of their
 * own: as those a browser can leave out of its layout the rows that nobody sees, which it cannot with
 * `table-row`.
 */
export const styles = css`
  :host {
    display: block;
    min-width: 0;
  }

  :host([hidden]) {
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
    --hot: light-dark(#a8321a, #ffa98a);
    --cold: light-dark(#1b58b0, #9cc4ff);
    --focus: var(--nalssi-board-focus-color, var(--nalssi-focus-color, light-dark(#0b63ce, #79b3ff)));
    --sea: light-dark(#eef4f9, #12161c);
    --land: light-dark(#fcfdfd, #2a3139);
    --border: light-dark(#98a3ad, #56626e);
    box-sizing: border-box;
    container-type: inline-size;
    display: block;
    background: var(--background);
    color: var(--color);
    font: var(--nalssi-board-font-size, 15px) / 1.35
      var(
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
    font-variant-numeric: tabular-nums;
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

  /* Lines of their own, none wider than what they stand in. */
  .body,
  .columns,
  .side,
  .chart,
  .warnings,
  .extremes {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    min-width: 0;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .body {
    padding: 14px;
  }

  /* Of its own width: beside the map there is less than the board has. */
  .side {
    container-type: inline-size;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 2px 12px;
  }

  h2,
  p,
  dd {
    margin: 0;
  }

  h2,
  .extremes b {
    font-size: 1.3em;
  }

  header p,
  small,
  .today,
  dt,
  footer {
    color: var(--muted);
    font-size: 0.85em;
  }

  .badge {
    padding: 1px 6px;
    border-radius: 4px;
    background: light-dark(#b3261e, #ffb4ab);
    color: light-dark(#fff, #410002);
    font-weight: 600;
  }

  button {
    all: unset;
    cursor: pointer;
  }

  .warnings {
    gap: 4px;
  }

  .warnings li,
  .notice {
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
    border: 0;
    background: var(--soft);
  }

  .notice button {
    text-decoration: underline;
  }

  /* What the second script fills. */
  .tab-room {
    height: 40px;
  }

  .metric-room {
    min-height: 33px;
  }

  .chart-room {
    min-height: 100px;
  }

  .spoken,
  caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* The map */

  .chart {
    gap: 8px;
  }

  .map {
    display: block;
    width: 100%;
    max-width: calc(var(--tallest, 120cqi) * var(--proportion));
    aspect-ratio: var(--proportion);
    margin: auto;
    border-radius: 8px;
    background: var(--sea);
    touch-action: manipulation;
  }

  .around {
    fill: light-dark(#e0e4e8, #20262d);
  }

  .place {
    fill: var(--fill, var(--land));
    stroke: var(--border);
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }

  .filled .place {
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

  .inset {
    overflow: visible;
  }

  .inset > rect {
    fill: none;
    stroke: var(--border);
    vector-effect: non-scaling-stroke;
  }

  .mark {
    cursor: pointer;
    outline: none;
    fill: var(--fill, var(--background));
    stroke: light-dark(rgb(0 0 0 / 28%), rgb(255 255 255 / 42%));
    forced-color-adjust: none;
  }

  .map text {
    fill: var(--ink, var(--color));
    stroke: none;
    font-size: 12.5px;
    font-weight: 700;
    text-anchor: middle;
  }

  .map .name {
    fill: var(--color);
    font-size: 10px;
    font-weight: 400;
    paint-order: stroke;
    stroke: var(--land);
    stroke-width: 2.5px;
  }

  .map .left {
    text-anchor: end;
  }

  .map .right {
    text-anchor: start;
  }

  .mark.carried,
  .mark.missing {
    --ink: var(--color);
    fill: var(--background);
    stroke: var(--fill, var(--muted));
    stroke-width: 2.5;
  }

  .mark.missing {
    stroke-width: 1;
    stroke-dasharray: 3 2;
  }

  .mark.suspect {
    stroke: var(--hot);
    stroke-width: 2;
    stroke-dasharray: 2 1.5;
  }

  .mark .reach {
    fill: transparent;
    stroke: none;
  }

  /* Extremes */

  .extremes {
    gap: 8px;
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  .extremes > div {
    min-height: 72px;
    padding: 8px 10px;
    border-radius: 8px;
    background: var(--soft);
  }

  /* The table */

  .tools {
    min-height: 30px;
  }

  table,
  thead,
  tbody {
    display: block;
  }

  table {
    max-height: var(--longest);
    overflow: var(--overflow);
  }

  tr {
    display: grid;
    grid-template-columns: minmax(72px, 1fr) 58px 52px minmax(64px, 104px);
    align-items: center;
    gap: 0 6px;
    padding: 4px;
    border-bottom: 1px solid var(--rule);
  }

  tbody {
    min-height: calc(var(--rows) * 46px);
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
    height: calc(min(var(--rows) * 46px + 36px, var(--longest, 99999px)) + 42px);
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
    font-weight: 600;
  }

  thead button {
    padding: 4px 0;
  }

  th i {
    font-style: normal;
    font-size: 0.75em;
  }

  .name,
  .name small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  th.name {
    text-align: left;
    /* Room for the ring around its button. */
    padding: 2px;
    line-height: 1.2;
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

  .chosen,
  .line,
  .change {
    display: block;
  }

  .hot {
    color: var(--hot);
  }

  .cold {
    color: var(--cold);
  }

  .carried {
    color: var(--muted);
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
    font-weight: 400;
  }

  small.mark {
    margin-left: 3px;
    color: var(--hot);
    font-weight: 600;
  }

  svg.line {
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

  .high {
    fill: light-dark(#d3391f, #ff7c5c);
  }

  .low {
    fill: light-dark(#2a6fd6, #74a9ff);
  }

  .arrow {
    width: 12px;
    margin-right: 3px;
    vertical-align: -1px;
    fill: var(--muted);
  }

  a {
    color: inherit;
  }

  @container (width >= 880px) {
    .columns:has(.chart) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
      gap: 20px;
    }

    .map {
      --tallest: 80vh;
    }

    /* Longer tables scroll beside their map. */
    .columns:has(.chart) .side {
      --longest: max(80vh, 770px);
      --overflow: auto;
    }
  }

  /* What was chosen stands beside the name. */
  @container (width < 470px) {
    .name {
      order: -2;
    }

    .chosen {
      order: -1;
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
`;
