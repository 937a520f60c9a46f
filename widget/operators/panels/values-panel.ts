import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { hashOf } from '../address.ts';
import { regionName } from '../format/names.ts';
import { valueText } from '../format/values.ts';
import {
  filterValues,
  type NotableValue,
  type ValueFilter,
  type ValueKind,
  valueKinds,
} from '../model/notable-values.ts';
import { wordFor } from '../words.ts';
import {
  badge,
  fill,
  list,
  moment,
  panel,
  scroller,
  stationLink,
  type Tone,
  type View,
} from './view.ts';

const tones: Readonly<Record<ValueKind, Tone>> = {
  fail: 'bad',
  suspect: 'warn',
  expired: 'bad',
  carried: 'warn',
  missing: 'calm',
};

export interface ValuesModel {
  readonly values: readonly NotableValue[];
  readonly filter: ValueFilter;
  /** Rows shown at the most. */
  readonly limit: number;
  readonly toggle: (kind: ValueKind) => void;
  readonly search: (query: string) => void;
  readonly showMore: () => void;
}

/** Every value that a person may have to look at: suspect, failed, carried, expired. */
export function valuesPanel(model: ValuesModel, view: View): TemplateResult {
  const { words, language, files, selection } = view;
  const { counts, values } = filterValues(model.values, model.filter);
  const shown = values.slice(0, model.limit);
  const { region } = selection;
  const content = html`<div class="filters">
      <label class="search"
        >${words.values.search}
        <input
          type="search"
          autocomplete="off"
          .value=${model.filter.query}
          @input=${({ target }: Event) => model.search((target as HTMLInputElement).value)}
        />
      </label>
      <fieldset>
        <legend>${words.values.kinds}</legend>
        ${valueKinds.map(
          (kind) =>
            html`<label
              ><input
                type="checkbox"
                name=${kind}
                .checked=${model.filter.kinds.has(kind)}
                @change=${() => model.toggle(kind)}
              />${words.kinds[kind]} <span class="tally">${counts[kind]}</span></label
            >`,
        )}
      </fieldset>
    </div>
    ${
      region === null
        ? nothing
        : html`<p>
            ${fill(words.values.region, { region: regionName(region, language, words) })}
            <a href=${hashOf({ ...selection, region: null })}>${words.coverage.clear}</a>
          </p>`
    }
    ${
      files.observations === null
        ? html`<p class="empty">${words.values.waiting}</p>`
        : shown.length === 0
          ? html`<p class="empty">${words.values.empty}</p>`
          : html`${scroller(words.sections.values, table(shown, view), true)}
              <p class="faint">
                ${fill(words.values.shown, { shown: String(shown.length), count: String(values.length) })}
                ${
                  values.length > shown.length
                    ? html`<button type="button" @click=${model.showMore}>
                        ${fill(words.more, { count: String(Math.min(values.length - shown.length, 200)) })}
                      </button>`
                    : nothing
                }
              </p>`
    }`;
  return panel('values', words.sections.values, content);
}

function table(values: readonly NotableValue[], view: View): TemplateResult {
  const { words } = view;
  const { station, element, value, verdict, why, lastGood, observed, source } = words.values;
  return html`<table class="values">
    <caption>${words.values.caption}</caption>
    <thead>
      <tr>
        ${[station, element, value, verdict, why, lastGood, observed, source].map(
          (name) => html`<th scope="col">${name}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${values.map((notable) => row(notable, view))}
    </tbody>
  </table>`;
}

/** Why a value is judged as it is: the checks it did not pass, and why it is not newer. */
export function whyText(value: NotableValue['value'], { words }: View): string {
  const checks = value.failed.map((check) => wordFor(words.checks, check));
  return list(
    [
      ...(checks.length === 0 ? [] : [fill(words.values.checks, { list: list(checks, words) })]),
      ...(value.reason === undefined ? [] : [wordFor(words.missing, value.reason)]),
    ],
    words,
  );
}

function row({ station, listed, element, kind, value }: NotableValue, view: View): TemplateResult {
  const { words, language, files } = view;
  const units = files.observations?.units ?? {};
  const { lastGood } = value;
  const region = listed?.region ?? null;
  return html`<tr>
    <th scope="row">
      ${stationLink(station, view)}
      ${region === null ? nothing : html`<span class="second">${regionName(region, language, words)}</span>`}
    </th>
    <td>${wordFor(words.elements, element)}</td>
    <td class="value">${valueText(element, value.value, units, language, words)}</td>
    <td>${badge(tones[kind], words.kinds[kind])}</td>
    <td class="why">${whyText(value, view)}</td>
    <td>
      ${
        lastGood === undefined
          ? '–'
          : html`<span class="value">${valueText(element, lastGood.value, units, language, words)}</span>
              ${moment(lastGood.observedAt, view)}`
      }
    </td>
    <td>${moment(value.observedAt, view)}</td>
    <td><code>${value.source ?? '–'}</code></td>
  </tr>`;
}
