import { css } from '../../element/css.ts';

/**
 * Of what stands around map and table; what readers use has a sheet of its own, in the second script, and
 * its room here. Lengths are px and em, as in the ticker: `rem` is the page's. The frame undoes what is
 * inherited, and takes back only what a page must be able to say.
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

  .notice {
    padding: 6px 10px;
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

  /* The map, and its room before it is there. */

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
    /* The land of others, which the sea of a map leaves out, and where none of several maps knows what there is. */
    background: light-dark(#e0e4e8, #20262d);
    touch-action: manipulation;
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

  @container (width >= 880px) {
    .beside {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
      gap: 20px;
    }

    .map {
      --tallest: 80vh;
    }

    /* Longer tables scroll beside their map. */
    .beside .side {
      --longest: max(80vh, 770px);
      --overflow: auto;
    }
  }

  /* By the width of what stands beside or below the map. */
  @container (width >= 470px) {
    .extremes {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
`;
