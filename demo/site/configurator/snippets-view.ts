import { html, type TemplateResult } from 'lit';
import type { Choice } from './choice.ts';
import type { Form, Snippet } from './snippets.ts';
import type { ConfiguratorWords } from './words.ts';

type Copying = 'no' | 'copied' | 'failed';

/** The lines to paste in the form that is chosen, and a button that copies them. */
export class Snippets {
  readonly #draw: () => void;
  readonly #choose: (form: Form) => void;
  #copying: Copying = 'no';
  /** Of what it was copied: the feedback goes when that changes. */
  #copiedCode = '';

  constructor(draw: () => void, choose: (form: Form) => void) {
    this.#draw = draw;
    this.#choose = choose;
  }

  view(
    words: ConfiguratorWords,
    element: Choice['element'],
    snippets: readonly Snippet[],
    form: Form,
    address: TemplateResult,
  ): TemplateResult {
    const shown = snippets.find((snippet) => snippet.form === form);
    const code = shown?.code ?? null;
    const own = element === 'board' ? words.boardNotes[form] : undefined;
    const note = own ?? words.notes[form];
    const copying = code === this.#copiedCode ? this.#copying : 'no';
    return html`<section class="snippets" aria-labelledby="paste">
      <h2 id="paste">${words.paste}</h2>
      <fieldset class="forms">
        <legend>${words.form}</legend>
        <div class="chips">
          ${snippets.map(
            (snippet) => html`<label class="chip">
              <input
                type="radio"
                name="form"
                value=${snippet.form}
                .checked=${snippet.form === form}
                @change=${() => this.#choose(snippet.form)}
              /><span>${words.forms[snippet.form]}</span>
            </label>`,
          )}
        </div>
      </fieldset>
      ${address}
      <p class="note">${note}</p>
      ${
        code === null
          ? html`<p class="refused">${words.why[shown?.code === null ? shown.why : 'one-region']}</p>`
          : html`<div class="code">
            <pre tabindex="0" aria-label=${words.paste} dir="ltr" translate="no"><code>${code}</code></pre>
            <button type="button" class="copy" @click=${() => this.#copy(code)}>
              ${copying === 'copied' ? `✓ ${words.copied}` : words.copy}
            </button>
          </div>`
      }
      <p class="note" role="status">
        ${copying === 'copied' ? words.copied : copying === 'failed' ? words.notCopied : ''}
      </p>
    </section>`;
  }

  async #copy(code: string): Promise<void> {
    this.#copiedCode = code;
    try {
      await navigator.clipboard.writeText(code);
      this.#copying = 'copied';
    } catch {
      // Without https, or where it is forbidden: the lines are selected, to be copied by hand.
      this.#copying = 'failed';
      const lines = document.querySelector('.code code');
      if (lines !== null) getSelection()?.selectAllChildren(lines);
    }
    this.#draw();
  }
}
