import { css } from '../../element/css.ts';

/** Of what stands around the table: the map and its stations, and the warnings. */
export const styles = css`
  section {
    --sea: light-dark(#eef4f9, #12161c);
    --land: light-dark(#fcfdfd, #2a3139);
  }

  .warnings {
    gap: 4px;
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

  .around {
    fill: var(--sea);
    fill-rule: evenodd;
  }

  .place {
    fill: var(--fill, var(--land));
    stroke: var(--border);
    vector-effect: non-scaling-stroke;
    stroke-linejoin: round;
  }

  [data-tab] {
    cursor: pointer;
  }

  .filled .place {
    stroke: light-dark(#5a6670, #0d1116);
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

  .arrow {
    width: 12px;
    margin-right: 3px;
    vertical-align: -1px;
    fill: var(--muted);
  }
`;
