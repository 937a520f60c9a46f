import { css } from '../../element/css.ts';

/** Of the search, of the slider and of the panel of a station. */
export const styles = css`
  .search {
    position: relative;
    display: flex;
    gap: 6px;
    width: 100%;
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

  .hours input {
    flex: 1;
    min-width: 0;
    margin: 0;
    accent-color: var(--accent);
  }

  .hours svg {
    display: block;
    width: 18px;
    fill: currentColor;
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
    box-sizing: border-box;
    width: 100%;
    padding: 6px 10px;
    background: none;
  }

  .search li button:hover {
    background: var(--soft);
  }

  .panel {
    all: unset;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 8px;
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--soft);
  }

  h3 {
    margin: 0;
    font-size: 1em;
  }

  .panel p,
  .past {
    grid-column: 1 / -1;
    font-size: 0.93em;
    color: var(--muted);
  }

  .panel > button {
    padding: 0 6px;
  }

  .past {
    display: block;
    width: 100%;
    font-size: 11px;
  }

  .blank {
    display: grid;
    place-content: center;
    height: 190px;
  }

  .past text {
    fill: var(--muted);
  }

  .past .value {
    fill: var(--color);
    font-weight: 700;
    paint-order: stroke;
    stroke: var(--background);
    stroke-width: 3px;
  }

  .grid {
    fill: none;
    stroke: var(--rule);
  }

  .day {
    stroke: var(--muted);
  }

  .gap {
    fill: var(--rule);
  }

  .run {
    fill: none;
    stroke: var(--color);
    stroke-width: 1.8;
    stroke-linejoin: round;
  }

  .doubt {
    fill: none;
    stroke: var(--hot);
    stroke-width: 1.5;
    stroke-dasharray: 2 1.5;
  }
`;
