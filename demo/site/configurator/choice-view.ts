import { html, nothing, type TemplateResult } from 'lit';
import { type Known, mayHaveTabs } from './attributes.ts';
import {
  boardParts,
  type Choice,
  elements,
  fields,
  languages,
  metrics,
  modes,
  scopes,
  speeds,
  themes,
} from './choice.ts';
import { checksView, selectView, switchView } from './controls.ts';
import type { ConfiguratorWords, Language } from './words.ts';

/** What the parts of the form are drawn of. */
export interface Context {
  readonly words: ConfiguratorWords;
  readonly language: Language;
  readonly choice: Choice;
  readonly known: Known;
}

type Change = (change: Partial<Choice>) => void;

/** The form: what, where, and how it looks. `where` is the search with what was found. */
export function choiceView(
  { words, choice }: Context,
  where: TemplateResult,
  change: Change,
): TemplateResult {
  return html`
    ${elementView(words, choice, change)}
    <section aria-labelledby="where">
      <h2 id="where">${words.where}</h2>
      ${scopeView(words, choice, change)}
      ${where}
    </section>
    <section aria-labelledby="looks">
      <h2 id="looks">${words.looks}</h2>
      <div class="looks">
        ${
          choice.element === 'ticker'
            ? tickerView(words, choice, change)
            : boardView(words, choice, change)
        }
        ${commonView(words, choice, change)}
      </div>
    </section>
  `;
}

function elementView(words: ConfiguratorWords, choice: Choice, change: Change): TemplateResult {
  return html`<fieldset class="cards">
    <legend>${words.element}</legend>
    ${elements.map((element) => {
      const [name, what] = words.elements[element];
      return html`<label class="card">
        <input
          type="radio"
          name="element"
          value=${element}
          .checked=${choice.element === element}
          @change=${() => change({ element })}
        />
        <span class="picture ${element}" aria-hidden="true"></span>
        <span class="name">${name}</span>
        <span class="what">${what}</span>
      </label>`;
    })}
  </fieldset>`;
}

function scopeView(words: ConfiguratorWords, choice: Choice, change: Change): TemplateResult {
  return html`<div class="segments scope" role="group" aria-labelledby="where">
    ${scopes.map(
      (scope) => html`<label>
        <input
          type="radio"
          name="scope"
          value=${scope}
          .checked=${choice.scope === scope}
          @change=${() => change({ scope })}
        /><span>${words.scopes[scope]}</span>
      </label>`,
    )}
  </div>`;
}

/** What a ticker and a board have in common. */
function commonView(words: ConfiguratorWords, choice: Choice, change: Change): TemplateResult {
  return html`
    ${selectView(
      words.unit,
      'unit',
      ['c', 'f'],
      { c: '℃', f: '℉' },
      choice.unit,
      (unit: Choice['unit']) => change({ unit }),
    )}
    ${selectView(words.theme, 'theme', themes, words.themes, choice.theme, (theme) =>
      change({ theme }),
    )}
    ${selectView(
      words.language,
      'language',
      languages,
      words.languages,
      choice.language,
      (language) => change({ language }),
    )}
  `;
}

function tickerView(words: ConfiguratorWords, choice: Choice, change: Change): TemplateResult {
  return html`
    ${checksView(words.fields, fields, words.fieldNames, choice.fields, (chosen) =>
      change({ fields: chosen }),
    )}
    ${selectView(words.mode, 'mode', modes, words.modes, choice.mode, (mode) => change({ mode }))}
    ${
      choice.mode === 'scroll'
        ? html`<label class="line">
          <span>${words.speed}</span>
          <span class="slider">
            <input
              type="range"
              name="speed"
              min=${speeds.least}
              max=${speeds.most}
              step="5"
              .value=${String(choice.speed)}
              aria-valuetext=${`${choice.speed} px/s`}
              @change=${(event: Event) =>
                change({ speed: (event.target as HTMLInputElement).valueAsNumber })}
            />
            <output>${choice.speed} px/s</output>
          </span>
        </label>`
        : nothing
    }
    ${switchView(words.warnings, 'warnings', choice.warnings, (warnings) => change({ warnings }))}
  `;
}

function boardView(words: ConfiguratorWords, choice: Choice, change: Change): TemplateResult {
  return html`
    ${checksView(words.parts, boardParts, words.partNames, choice.parts, (parts) =>
      change({ parts }),
    )}
    ${selectView(words.metric, 'metric', metrics, words.metrics, choice.metric, (metric) =>
      change({ metric }),
    )}
    ${
      mayHaveTabs(choice)
        ? switchView(
            choice.regions.length === 0 ? words.tabsOfCountry : words.tabs,
            'hasTabs',
            choice.hasTabs,
            (hasTabs) => change({ hasTabs }),
          )
        : nothing
    }
    ${
      choice.scope === 'regions'
        ? selectView(
            words.rows,
            'rows',
            ['places', 'stations'],
            words.rowsNames,
            choice.rows,
            (rows: Choice['rows']) => change({ rows }),
          )
        : nothing
    }
  `;
}
