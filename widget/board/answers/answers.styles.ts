import { css } from '../../element/css.ts';

/** Of what readers use, and of what is not seen at first: focus, choice, other colours, paper. */
export const styles = css`
  section {
    --accent: var(--nalssi-board-accent-color, light-dark(#17345c, #dfe7f0));
    --focus: var(--nalssi-board-focus-color, var(--nalssi-focus-color, light-dark(#0b63ce, #79b3ff)));
  }

  a:focus-visible,
  button:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
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
    width: fit-content;
    max-width: 100%;
    box-sizing: border-box;
    border-radius: 9px;
    background: var(--soft);
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

  .chart-room {
    display: grid;
    gap: 6px;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
  }

  output {
    display: block;
    min-height: 1.35em;
    font-size: 0.93em;
  }

  .mark:hover,
  .mark.selected {
    stroke: var(--color);
    stroke-width: 2.5;
  }

  .mark:focus-visible {
    stroke: var(--focus);
    stroke-width: 3.5;
  }

  /* One line, with a button or with the slider that it brings. */
  .hours,
  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    font-size: 0.93em;
  }

  .hours button,
  .tools button {
    padding: 3px 10px;
    border-radius: 7px;
    background: var(--soft);
  }

  .tools > :last-child {
    margin-left: auto;
  }

  .tools label {
    display: flex;
    gap: 6px;
    align-items: center;
    cursor: pointer;
  }

  .legend {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 5px;
    font-size: 11px;
    line-height: 16px;
  }

  .bar {
    display: flex;
    border-radius: 4px;
    overflow: hidden;
    forced-color-adjust: none;
  }

  .bar span {
    flex: 1 1 0;
    min-width: 0;
    padding-left: 3px;
    background: var(--fill);
    color: var(--ink);
    white-space: nowrap;
  }

  .legend small {
    font-size: inherit;
  }

  /* Above each name a line to its value. */
  .marks {
    position: relative;
    height: 16px;
  }

  .marks i {
    position: absolute;
    padding-left: 3px;
    border-left: 1px solid var(--muted);
    color: var(--muted);
    font-style: normal;
    line-height: 14px;
    white-space: nowrap;
  }

  /* However long the name of a place is, the page does not scroll sideways for it. */
  .extremes dd {
    overflow-wrap: anywhere;
  }

  .extremes .to:hover {
    text-decoration: underline;
  }

  tbody tr:hover {
    background: var(--soft);
  }

  tr.selected {
    background: color-mix(in srgb, var(--focus) 14%, transparent);
    box-shadow: inset 3px 0 var(--focus);
  }

  /* Warnings on their places */

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

  .name b {
    color: light-dark(#8a4b00, #f0b45a);
    font-weight: 600;
  }

  /* The last 24 hours */

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

  @container (width < 470px) {
    /* Six words in 270 px. */
    .switch {
      font-size: 0.93em;
    }

    .switch span {
      padding: 4px 6px;
    }

    /* Where it freezes and where nights are tropical, between the two that warn. */
    .many ~ .marks i:nth-child(2),
    .many ~ .marks i:nth-child(3) {
      display: none;
    }

    /* Of many colours every other has its number. */
    .many span:nth-child(even) {
      font-size: 0;
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

    .map text {
      fill: var(--ink, CanvasText);
    }
  }

  @media print {
    section {
      color-scheme: light;
    }

    .tab-room,
    .metric-room,
    .tools,
    .hours,
    output {
      display: none;
    }

    .map {
      width: 640px;
      max-width: 100%;
      margin: auto;
    }

    table {
      max-height: none;
    }

    tbody tr:nth-child(n) {
      content-visibility: visible;
      break-inside: avoid;
    }

    .columns {
      display: block;
    }
  }
`;
