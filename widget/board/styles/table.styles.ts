import { css } from '../../element/css.ts';

/**
 * Of the table. Its rows are grids of their own: as those a browser can leave out of its layout the rows
 * that nobody sees, which it cannot with `table-row`.
 */
export const styles = css`
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
    cursor: pointer;
  }

  /* Those at the top are seen at once: to find that out of them would be a second layout. */
  tr:nth-child(n + 19) {
    content-visibility: auto;
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

  a {
    color: inherit;
  }

  /* By the width of what stands beside or below the map. What was chosen stands beside the name. */
  @container (width < 470px) {
    .name {
      order: -2;
    }

    .chosen {
      order: -1;
    }

    [data-metric='change'] tr {
      grid-template-columns: minmax(72px, 1fr) 58px minmax(64px, 150px);
    }
  }

  @container (width >= 470px) {
    tr {
      grid-template-columns: minmax(0, 1fr) 52px 52px 84px 80px 52px 68px;
    }

    .range,
    .rain,
    .windSpeed,
    .temperature {
      display: block;
    }

    [data-metric='feelsLike'] tr,
    [data-metric='humidity'] tr {
      grid-template-columns: minmax(0, 1fr) 40px 52px 46px 78px 78px 36px 54px;
    }
  }

  @container (width >= 620px) {
    tr,
    [data-metric] tr {
      grid-template-columns: minmax(0, 1fr) 54px 54px 54px 76px 86px 54px 70px 52px;
    }

    .feelsLike,
    .humidity {
      display: block;
    }
  }
`;
