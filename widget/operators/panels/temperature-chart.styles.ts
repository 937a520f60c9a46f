import { css } from 'lit';

export const chartStyles = css`
  :host {
    display: block;
    min-width: 0;
  }

  figure {
    margin: 0;
  }

  svg[role='img'] {
    display: block;
    width: 100%;
    height: auto;
    touch-action: pan-y;
  }

  text {
    fill: var(--faint);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
  }

  text.x {
    text-anchor: middle;
  }

  text.y {
    text-anchor: end;
  }

  text.day {
    fill: var(--ink);
    font-weight: 600;
  }

  line.grid {
    stroke: var(--line);
  }

  line.zero {
    stroke: var(--cold);
    stroke-dasharray: 4 3;
  }

  line.midnight {
    stroke: var(--faint);
  }

  line.cursor {
    stroke: var(--ink);
  }

  circle.cursor {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.5;
  }

  path.line {
    fill: none;
    stroke: var(--accent);
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  circle.dot {
    fill: var(--accent);
  }

  path.mark {
    fill: var(--warn);
    stroke: var(--surface);
  }

  path.mark.fail {
    fill: none;
    stroke: var(--bad);
    stroke-width: 2;
  }

  rect.gap {
    fill: var(--ground);
  }

  input {
    display: block;
    box-sizing: border-box;
    width: calc(100% - 36px);
    height: 24px;
    margin: 0 0 0 32px;
    accent-color: var(--accent);
  }

  input:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  output {
    display: block;
    padding: 4px 0;
    font-size: 16px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    padding: 4px 12px 8px 40px;
    color: var(--faint);
    font-size: 12px;
  }

  figcaption span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .key {
    width: 20px;
    height: 12px;
  }
`;
