import { css } from 'lit';

/** Of the map and its stations. */
export const styles = css`
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
`;
