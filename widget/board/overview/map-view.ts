import type { TemplateResult } from 'lit';
import type { Language } from '../../format/words.ts';
import type { Templates } from '../extension.ts';
import type { MapFile, MapInset } from '../map-file.ts';
import { chipSize } from './chips.ts';
import type { MapMark } from './marks.ts';
import type { Sheet } from './sheet.ts';

export interface MapModel {
  readonly sheet: Sheet | null;
  /** Width by height of what is shown, also before the sheet is there. */
  readonly proportion: number;
  /** Units of the sheet in a CSS px. */
  readonly unit: number;
  /** Styles of places by their numbers, where they are coloured. */
  readonly fills: ReadonlyMap<string, string>;
  /** What lies over the places of a map that have warnings, filled with a pattern. */
  readonly hatches: (map: MapFile, pattern: string) => unknown;
  readonly label: string;
  readonly role: string;
  /** Whether a click on a place, which is a region, opens it. */
  readonly isOpening: boolean;
}

/** A part of a map in a frame, with its name on the side that is nearer to the middle of the map. */
function insetView(
  { name, view, box }: MapInset,
  map: MapFile,
  land: string,
  unit: number,
  language: Language,
  { svg }: Templates,
) {
  const [left, top, width, height] = view;
  const isRight = left + width / 2 > (map.box[0] + map.box[2]) / 2;
  const shown = `${box[0]} ${box[1]} ${box[2] - box[0]} ${box[3] - box[1]}`;
  return svg`<svg class="inset" x=${left} y=${top} width=${width} height=${height}>
    <svg width=${width} height=${height} viewBox=${shown}><use href=${land}/></svg>
    <rect width=${width} height=${height}/>
    <text class="name ${isRight ? 'left' : 'right'}" transform="translate(${isRight ? -3 * unit : width + 3 * unit} ${10 * unit}) scale(${unit})">${name[language]}</text>
  </svg>`;
}

const { width, height } = chipSize;

/** A station of a map. */
export function markView(
  mark: MapMark,
  { unit, current }: { readonly unit: number; readonly current: string },
  { svg, nothing }: Templates,
): TemplateResult {
  const { key, x, y, form, text, name, label, style, state, isSelected } = mark;
  return svg`<g class="mark ${form} ${state}" role="button" tabindex=${key === current ? 0 : -1}
    aria-label=${label()} aria-pressed=${isSelected} data-key=${key} .style=${style()}
    transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${unit.toFixed(4)})">
    ${
      form === 'dot'
        ? svg`<circle r="12" class="reach"/><circle r="4.5"/>`
        : svg`<rect class="reach" x=${-width / 2} y="-12" width=${width} height="24"/><rect x=${-width / 2} y=${-height / 2} width=${width} height=${height} rx="4"/>
        ${form === 'named' ? svg`<text class="name" y=${height / 2 + 11} aria-hidden="true">${name}</text> ` : nothing}<text y="4.5" aria-hidden="true">${text}</text>`
    }
  </g>`;
}

/** The map of a board, without its stations, which are drawn apart. */
export function mapView(model: MapModel, language: Language, templates: Templates): TemplateResult {
  const { html, svg, nothing } = templates;
  const { sheet, proportion, fills, unit, isOpening } = model;
  const [left, top, right, bottom] = sheet?.box ?? [0, 0, 1, 1];
  const maps = sheet?.maps ?? [];
  // Not within the tag, where the build would take its > for the end.
  const form = fills.size > 0 ? 'map filled' : 'map';
  return html`<svg
    part="map"
    class=${form}
    role="group"
    aria-roledescription=${model.role}
    aria-label=${model.label}
    aria-describedby="summary"
    viewBox="${left} ${top} ${right - left} ${bottom - top}"
    .style=${`--proportion:${proportion}`}
  >
    <defs>
      ${maps.map(
        ({ scale }, index) =>
          svg`<pattern id="hatch-${index}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(${unit / scale})"><path d="M0 0v7"/></pattern>`,
      )}
    </defs>
    <g aria-hidden="true">
      ${maps.map(
        ({ map, scale, x, y }) =>
          svg`<path class="around" transform="translate(${x} ${y}) scale(${scale})" d=${map.around ?? ''}/>`,
      )}
      <g id="land">
        ${maps.map(
          (
            { map, scale, x, y },
            index,
          ) => svg`<g transform="translate(${x} ${y}) scale(${scale})"><g id="land-${index}">
            ${Object.entries(map.places).map(
              ([code, path]) =>
                svg`<path class="place" data-tab=${isOpening ? code : nothing} d=${path} .style=${fills.get(code) ?? ''}/>`,
            )}
            ${model.hatches(map, `url(#hatch-${index})`)}
          </g></g>`,
        )}
      </g>
      ${maps.map(
        ({ map, scale, x, y }, index) =>
          svg`<g transform="translate(${x} ${y}) scale(${scale})">${map.insets?.map((inset) => insetView(inset, map, `#land-${index}`, unit / scale, language, templates))}</g>`,
      )}
    </g>
    <g class="stations"></g>
  </svg>`;
}
