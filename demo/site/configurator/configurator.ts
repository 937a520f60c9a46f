import { html, nothing, render, type TemplateResult } from 'lit';
import { attributesOf } from './attributes.ts';
import { type Choice, choiceOf, queryOf } from './choice.ts';
import { choiceView } from './choice-view.ts';
import { PlaceFinder } from './place-finder.ts';
import { Preview } from './preview.ts';
import { readSiteFiles, type SiteFiles } from './site-files.ts';
import { type Form, forms, snippetsOf } from './snippets.ts';
import { Snippets } from './snippets-view.ts';
import { StationFinder } from './station-finder.ts';
import type { ConfiguratorWords, Language } from './words.ts';
import { wordsEn } from './words-en.ts';
import { wordsKo } from './words-ko.ts';

/** ms. */
const askAgainAfter = 3000;

/**
 * The page at `/`: a choice, its preview and the lines to paste. All that is chosen stands in the
 * address of the page, so that it can be sent to somebody.
 */
export class Configurator {
  readonly #root: HTMLElement;
  readonly #base = new URL('.', location.href).href;
  readonly #finders = {
    regions: new PlaceFinder(
      () => this.#draw(),
      (change) => this.#change(change),
    ),
    stations: new StationFinder(
      () => this.#draw(),
      (change) => this.#change(change),
    ),
  };
  readonly #preview = new Preview(() => this.#draw());
  readonly #snippets = new Snippets(
    () => this.#draw(),
    (form) => this.#chooseForm(form),
  );
  #files: SiteFiles;
  #choice: Choice;
  #language: Language;
  #form: Form;

  constructor(root: HTMLElement) {
    this.#root = root;
    const query = new URLSearchParams(location.search);
    this.#choice = choiceOf(query);
    this.#language = query.get('ui') === 'en' ? 'en' : 'ko';
    this.#form = forms.find((form) => form === query.get('form')) ?? 'module';
    this.#files = {
      site: { address: this.#base, frozen: null },
      places: [],
      stations: [],
      isSample: false,
    };
  }

  async start(): Promise<void> {
    this.#draw();
    this.#files = await readSiteFiles(this.#base);
    this.#draw();
    // A server that has just started has no feed yet.
    if (this.#files.places.length === 0) setTimeout(() => void this.start(), askAgainAfter);
  }

  get #words(): ConfiguratorWords {
    return this.#language === 'en' ? wordsEn : wordsKo;
  }

  #change(change: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...change };
    this.#keep();
  }

  #chooseForm(form: Form): void {
    this.#form = form;
    this.#keep();
  }

  #speak(language: Language): void {
    this.#language = language;
    this.#keep();
  }

  #keep(): void {
    const query = queryOf(this.#choice);
    if (this.#language === 'en') query.set('ui', 'en');
    if (this.#form !== 'module') query.set('form', this.#form);
    const text = query.toString();
    history.replaceState(null, '', text === '' ? location.pathname : `?${text}`);
    this.#draw();
  }

  #draw(): void {
    const words = this.#words;
    const known = this.#files;
    const { site, isSample } = known;
    const attributes = attributesOf(this.#choice, known);
    const finder = this.#finders[this.#choice.scope];
    document.documentElement.lang = this.#language;
    document.title = `${words.title} · Nalssi`;
    const context = { words, language: this.#language, choice: this.#choice, known };
    render(
      html`
        ${this.#topView()}
        <main>
          <div class="lead">
            <h1>${words.title}</h1>
            <p>${words.lead}</p>
            ${isSample ? html`<p class="sample">${words.sample}</p>` : nothing}
          </div>
          <div class="work">
            <form class="choices" @submit=${(event: Event) => event.preventDefault()}>
              ${choiceView(context, finder.view(context), (change) => this.#change(change))}
            </form>
            <div class="results">
              ${this.#preview.view(words, this.#choice, attributes, this.#base)}
              ${this.#snippets.view(
                words,
                this.#choice.element,
                snippetsOf(this.#choice, attributes, site),
                this.#form,
                this.#addressView(),
              )}
            </div>
          </div>
          <nav class="more" aria-labelledby="examples">
            <h2 id="examples">${words.examples}</h2>
            <ul>
              ${words.links.map(([href, text]) => html`<li><a href=${href}>${text}</a></li>`)}
            </ul>
          </nav>
        </main>
      `,
      this.#root,
    );
    this.#preview.drawn();
  }

  /** With what speaks the other language. */
  #topView(): TemplateResult {
    const other = this.#language === 'ko' ? 'en' : 'ko';
    return html`<header class="top">
      <p class="brand"><span aria-hidden="true">☀</span> Nalssi <span lang="ko">날씨</span></p>
      <button type="button" class="quiet" lang=${other} @click=${() => this.#speak(other)}>
        ${this.#words.other}
      </button>
    </header>`;
  }

  #addressView() {
    const words = this.#words;
    const { address } = this.#choice;
    const isKnown = this.#files.site.frozen !== null;
    return html`<fieldset class="address">
      <legend>${words.address}</legend>
      <div class="segments">
        ${(['floating', 'pinned'] as const).map(
          (one) => html`<label>
            <input
              type="radio"
              name="address"
              value=${one}
              .checked=${address === one}
              ?disabled=${one === 'pinned' && !isKnown}
              @change=${() => this.#change({ address: one })}
            /><span>${words.addresses[one]}</span>
          </label>`,
        )}
      </div>
      <p class="note">${isKnown ? words.addressNotes[address] : words.notPinned}</p>
    </fieldset>`;
  }
}
