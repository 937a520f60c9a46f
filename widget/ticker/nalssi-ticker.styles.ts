import { css } from '../element/css.ts';

/**
 * Lengths are px and em: news sites set `html { font-size: 62.5% }`, so `rem` is theirs. Every
 * public value goes from the specific property (`--nalssi-ticker-*`) over the family's
 * (`--nalssi-*`) to a literal. System colours follow `color-scheme` by themselves, and the tints
 * are mixed with them, so light and dark need no second palette.
 *
 * The page can reach the host, so nothing that matters is on it: `section` undoes what is inherited
 * and takes back only what a page must be able to say. Spans without a part are spoken, not shown.
 *
 * `overflow: clip` and not `hidden`: what is hidden can still be scrolled, by focus or by
 * find-in-page, and the strip would stay displaced.
 */
export const styles = css`
  /* In a box that takes its width from what is inside it is 320 px, and less where there is less. */
  :host {
    display: grid;
    grid-template: minmax(0, auto) / minmax(0, 320px) minmax(0, 1fr);
    /* As wide as there is room, by the names that engines have for it; two properties, as of one the last alone is kept. */
    width: -moz-available;
    inline-size: -webkit-fill-available;
    flex: 1 1 0;
    min-width: 0;
    /* A column as high as the window would stretch it. */
    max-height: var(--nalssi-ticker-height, var(--nalssi-height, 40px));
    vertical-align: top;
    writing-mode: horizontal-tb;
  }

  /* Before the first update all there is to see is what the page put in the ticker's place. */
  :host([hidden]),
  section:not([lang]) > :not(slot),
  [hidden] {
    display: none !important;
  }

  section {
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    direction: ltr;
    --background: var(--nalssi-ticker-background, var(--nalssi-background, Canvas));
    --color: var(--nalssi-ticker-color, var(--nalssi-color, CanvasText));
    --muted-color: var(
      --nalssi-ticker-muted-color,
      var(--nalssi-muted-color, color-mix(in srgb, var(--color) 72%, var(--background)))
    );
    --line-color: var(
      --nalssi-ticker-line-color,
      var(--nalssi-line-color, color-mix(in srgb, var(--color) 14%, transparent))
    );
    --freezing-color: var(
      --nalssi-ticker-freezing-color,
      var(--nalssi-freezing-color, color-mix(in srgb, var(--color) 32%, #2474ee))
    );
    box-sizing: border-box;
    container-type: size;
    contain: content;
    contain-intrinsic-width: 320px;
    grid-column: 1 / -1;
    position: relative;
    display: flex;
    width: 100%;
    height: var(--nalssi-ticker-height, var(--nalssi-height, 40px));
    max-height: 100%;
    border: solid var(--line-color);
    border-width: 1px 0;
    background: var(--background);
    color: var(--color);
    font-family: var(
      --nalssi-ticker-font-family,
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
    font-size: var(--nalssi-ticker-font-size, var(--nalssi-font-size, 15px));
    line-height: 1.3;
    white-space: nowrap;
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
  }

  span:not([part]) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  button {
    all: unset;
    flex: none;
    display: grid;
    place-items: center;
    width: 2.4em;
    min-width: 24px;
    cursor: pointer;
    color: var(--muted-color);
  }

  :is(button, a):hover {
    color: var(--color);
  }

  :focus-visible {
    outline: 2px solid var(--nalssi-ticker-focus-color, var(--nalssi-focus-color, Highlight));
    outline-offset: -2px;
  }

  svg {
    flex: none;
    width: 1.45em;
    height: 1.45em;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  button svg {
    width: 1.1em;
    stroke-width: 3.5;
  }

  path {
    fill: currentColor;
    stroke: currentColor;
  }

  .sun {
    color: #d07d00;
  }

  .cloud {
    color: #8094ae;
    stroke: var(--background);
    paint-order: stroke;
  }

  .rain {
    color: #2f7df0;
  }

  .snow {
    color: #2e97d2;
    stroke-width: 1.4;
  }

  .air {
    color: #7b8899;
    fill: none;
  }

  .dust {
    color: #b9812f;
    fill: none;
  }

  [part='list'] {
    flex: 1;
    min-width: 0;
    position: relative;
    display: flex;
    overflow: auto clip;
    scrollbar-width: thin;
  }

  .moving {
    overflow: clip !important;
    touch-action: pan-y;
    user-select: none;
  }

  .moving::after {
    content: '';
    position: absolute;
    inset: 0;
    background:
      linear-gradient(to right, var(--background), transparent) 0 / 20px no-repeat,
      linear-gradient(to left, var(--background), transparent) 100% / 20px no-repeat;
    pointer-events: none;
  }

  :host([theme='inherit']) .moving {
    mask: linear-gradient(to right, transparent, #000 20px calc(100% - 20px), transparent);
  }

  .segment {
    flex: none;
    display: flex;
  }

  .moving .segment {
    position: absolute;
    top: 0;
    bottom: 0;
    left: 0;
    width: max-content;
  }

  /* The space between two items is inside them, so that widths add up to the strip's. */
  [part='item'] {
    flex: none;
    box-sizing: border-box;
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding: 0 calc(var(--nalssi-ticker-gap, var(--nalssi-gap, 1.6em)) / 2);
  }

  [part]:empty {
    display: none;
  }

  [part='condition'] {
    color: var(--muted-color);
  }

  [part='name'] {
    font-weight: 500;
  }

  /* Wide enough for most temperatures, in figures of one width: an update that changes no width
     moves nothing. */
  [part='temperature'] {
    min-width: calc(3ch + 1.3em);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .freezing [part='temperature'] {
    color: var(--freezing-color);
  }

  slot:not([name]) {
    display: flex;
    align-items: center;
    gap: 0.8em;
    min-width: 0;
    padding: 0 0.8em;
    overflow: clip;
  }

  ::slotted([slot]) {
    align-self: center;
    max-width: 28cqw;
    margin: 0 0.4em 0 0.8em;
    overflow: clip;
    text-overflow: ellipsis;
  }

  p {
    flex: 1;
    min-width: 0;
    align-self: center;
    margin: 0 0.8em;
    color: var(--muted-color);
    font-size: min(0.87em, 29cqh);
    line-height: 1.1;
    white-space: normal;
  }

  /* Two lines of text are as high as the bar at the most, or three. */
  [part='cap'] {
    flex: none;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    justify-content: center;
    max-width: 20cqw;
    padding: 0 0.3em;
    border-left: 1px solid var(--line-color);
    color: var(--muted-color);
    font-size: min(0.73em, 44cqh, 4cqw);
    font-variant-numeric: tabular-nums;
    line-height: 1.1;
    text-align: right;
    white-space: normal;
  }

  .tall {
    font-size: min(0.73em, 29cqh, 4cqw);
  }

  [part='cap'] div {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0 0.4em;
  }

  b {
    color: var(--color);
  }

  i {
    font-style: normal;
  }

  a {
    color: inherit;
    text-decoration: none;
  }

  a:hover {
    text-decoration: underline;
  }

  @container (width < 720px) {
    i {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (width >= 720px) {
    [part='cap'] {
      flex-direction: row;
      align-items: center;
      gap: 0.8em;
      max-width: none;
      padding: 0 1em;
      font-size: min(0.8em, 88cqh);
      white-space: nowrap;
    }

    a {
      line-height: 24px;
    }
  }

  @media (forced-colors: active) {
    path {
      color: CanvasText !important;
    }

    button path {
      color: ButtonText !important;
    }
  }

  @media print {
    :host(:not([print])) {
      display: none !important;
    }
  }
`;
