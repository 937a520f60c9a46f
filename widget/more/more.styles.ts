import { css } from '../element/css.ts';

export const moreStyles = css`
  button .line {
    fill: none;
  }

  .line path {
    fill: none;
  }

  [part='previous'],
  [part='next'] {
    width: 28px;
  }

  [part='skip'] {
    position: absolute;
    z-index: 1;
    inset: 0 auto 0 0;
    width: auto;
    padding: 0 12px;
    background: var(--background);
    color: var(--color);
  }

  [part='skip']:not(:focus) {
    width: 1px;
    height: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }

  [part='link'] {
    display: flex;
    align-self: stretch;
    align-items: center;
    gap: inherit;
    line-height: inherit;
  }

  [data-fields]:not([data-fields~='icon']) [part='icon'],
  [data-fields]:not([data-fields~='condition']) [part='condition'],
  [data-fields]:not([data-fields~='temperature']) [part='temperature'] {
    display: none;
  }

  [part='high'],
  [part='low'],
  [part='change'],
  [part='feels-like'],
  [part='humidity'],
  [part='wind'],
  [part='rain'] {
    margin-left: 0.35em;
    color: var(--muted-color);
    font-variant-numeric: tabular-nums;
  }

  .moon {
    color: #857bd6;
  }

  .rolling {
    overflow: clip !important;
    touch-action: pan-y;
    user-select: none;
  }

  .rolling .segment {
    display: contents;
  }

  .rolling [part='item'] {
    position: absolute;
    inset: 0 auto 0 0;
    opacity: 0;
    pointer-events: none;
  }

  .rolling .current {
    opacity: 1;
    pointer-events: auto;
  }

  [part='item'].warning [part='name'] {
    padding: 0 6px;
    border: 1px solid;
    border-radius: 3px;
    color: light-dark(#b3261e, #ffb4ab);
    font-weight: 700;
  }

  [part='item'].warning [part='temperature'] {
    display: inline;
    font-weight: inherit;
  }

  /* Important, because it has to win over running animations. */
  @media print {
    :host {
      max-height: none;
    }

    section {
      container-type: normal;
      height: auto;
      max-height: none;
      contain: none;
    }

    button,
    .moving::after {
      display: none !important;
    }

    [part='list'] {
      flex-wrap: wrap;
      overflow: visible !important;
      mask: none !important;
    }

    .segment {
      display: contents !important;
    }

    [part='item'] {
      padding-block: 0.3em;
    }

    .rolling [part='item'] {
      position: relative;
      opacity: 1;
      translate: none !important;
    }
  }
`;
