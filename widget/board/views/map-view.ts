import { nothing, type TemplateResult } from 'lit';
import { html, svg } from '../../element/html.ts';
import type { MapInset } from '../map-file.ts';
import { chipSize, type MarkForm } from '../model/chips.ts';
import type { Sheet } from '../model/sheet.ts';

/** A station on the map. */
export interface MapMark {
  readonly key: string;
  readonly station: string;
  /** Number of its 시군구; empty where that is not known. */
  readonly place: string;
  /** In units of the sheet. */
  readonly x: number;
  readonly y: number;
  readonly form: MarkForm;
  readonly text: string;
  readonly name: string;
  /** What stands for it to the ears, which begins with what is seen. */
  readonly label: string;
  readonly style: string;
  readonly isCarried: boolean;
  readonly isMissing: boolean;
  readonly isSuspect: boolean;
  /** Whether the row that was chosen is of its station. */
  readonly isSelected: boolean;
}

export interface MapModel {
  readonly sheet: Sheet | null;
  /** Width by height of what is shown, also before the sheet is there. */
  readonly proportion: number;
  /** Units of the sheet in a CSS px. */
  readonly unit: number;
  readonly marks: readonly MapMark[];
  /** Styles of places by their numbers, where they are coloured. */
  readonly fills: ReadonlyMap<string, string>;
  /** Numbers of the places that have warnings, and whether all of each has. */
  readonly warned: ReadonlyMap<string, { readonly isWhole: boolean }>;
  readonly label: string;
  readonly role: string;
  /** Key of the mark in the tab order. */
  readonly current: string;
}

function insetView({ name, view, box }: MapInset, language: 'ko' | 'en') {
  const [left, top, width, height] = view;
  const shown = `${box[0]} ${box[1]} ${box[2] - box[0]} ${box[3] - box[1]}`;
  return svg`<svg class="inset" x=${left} y=${top} width=${width} height=${height}>
    <svg width=${width} height=${height} viewBox=${shown}><use href="#land"/></svg>
    <rect width=${width} height=${height}/>
    <text x="5" y=${height - 5}>${name[language]}</text>
  </svg>`;
}

function markView(mark: MapMark, { unit, current }: MapModel) {
  const { key, x, y, form, text, name, label, style } = mark;
  const { width, height } = chipSize;
  const state = [
    'mark',
    form,
    mark.isCarried && 'carried',
    mark.isMissing && 'missing',
    mark.isSuspect && 'suspect',
    mark.isSelected && 'selected',
  ].filter(Boolean);
  return svg`<g class=${state.join(' ')} role="button" tabindex=${key === current ? 0 : -1}
    aria-label=${label} aria-pressed=${mark.isSelected} data-key=${key} .style=${style}
    transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${unit.toFixed(4)})">
    ${
      form === 'dot'
        ? svg`<circle r="12" class="reach"/><circle r="4.5"/>`
        : svg`<rect class="reach" x=${-width / 2} y="-12" width=${width} height="24"/><rect x=${-width / 2} y=${-height / 2} width=${width} height=${height} rx="4"/>
        <text y="4.5" aria-hidden="true">${text}</text>${form === 'named' ? svg`<text class="name" y=${height / 2 + 11} aria-hidden="true">${name}</text>` : nothing}`
    }
  </g>`;
}

/** The map of a board: what it shows is drawn from files, and a picture of the country by none. */
export function mapView(model: MapModel, language: 'ko' | 'en'): TemplateResult {
  const { sheet, proportion, fills, warned } = model;
  const [left, top, right, bottom] = sheet?.box ?? [0, 0, proportion * 1000, 1000];
  return html`<svg
    part="map"
    class="map"
    role="group"
    aria-roledescription=${model.role}
    aria-label=${model.label}
    aria-describedby="summary"
    viewBox="${left} ${top} ${right - left} ${bottom - top}"
  >
    <defs>
      ${sheet?.maps.map(
        ({ scale }, index) =>
          svg`<pattern id="hatch-${index}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(${model.unit / scale})"><path d="M0 0v7"/></pattern>`,
      )}
    </defs>
    <g aria-hidden="true">
      ${sheet?.maps.map(
        ({ map, scale, x, y }) =>
          svg`<path class="around" transform="translate(${x} ${y}) scale(${scale})" d=${map.around ?? ''}/>`,
      )}
      <g id="land">
        ${sheet?.maps.map(
          ({ map, scale, x, y }, index) => svg`<g transform="translate(${x} ${y}) scale(${scale})">
            ${Object.entries(map.places).map(
              ([code, path]) =>
                svg`<path class="place" d=${path} .style=${fills.get(code) ?? ''}/>`,
            )}
            ${Object.entries(map.places).map(([code, path]) => {
              const state = warned.get(code);
              return state
                ? svg`<path class=${state.isWhole ? 'warned' : 'warned part'} fill="url(#hatch-${index})" d=${path}/>`
                : nothing;
            })}
          </g>`,
        )}
      </g>
      ${sheet?.maps.map(
        ({ map, scale, x, y }) =>
          svg`<g transform="translate(${x} ${y}) scale(${scale})">${map.insets?.map((inset) => insetView(inset, language))}</g>`,
      )}
    </g>
    ${model.marks.map((mark) => markView(mark, model))}
  </svg>`;
}
