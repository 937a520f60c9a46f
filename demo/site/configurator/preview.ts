import { html, type TemplateResult } from 'lit';
import type { Attributes } from './attributes.ts';
import type { Choice } from './choice.ts';
import type { ConfiguratorWords } from './words.ts';

/** CSS px of the screens that are shown. */
const widths = { desktop: 1280, phone: 390 } as const;
type Screen = keyof typeof widths;

/** The choice on a news page, on the screen of a desktop or a phone, drawn smaller where there is less room. */
export class Preview {
  readonly #draw: () => void;
  readonly #observer = new ResizeObserver(() => this.drawn());
  /** As what the page is read on: on a phone a desktop would be too small to be read. */
  #screen: Screen = innerWidth < 600 ? 'phone' : 'desktop';
  #observed: Element | null = null;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  view(
    words: ConfiguratorWords,
    { element }: Choice,
    attributes: Attributes,
    base: string,
  ): TemplateResult {
    const query = new URLSearchParams({ element });
    for (const [name, value] of Object.entries(attributes)) {
      query.set(name, value === true ? '' : value);
    }
    return html`<section class="preview" aria-labelledby="preview">
      <div class="head">
        <h2 id="preview">${words.preview}</h2>
        <div class="segments" role="group" aria-labelledby="preview">
          ${(['desktop', 'phone'] as const).map(
            (screen) => html`<label>
              <input
                type="radio"
                name="screen"
                value=${screen}
                .checked=${this.#screen === screen}
                @change=${() => this.#show(screen)}
              /><span>${words[screen]}</span>
            </label>`,
          )}
        </div>
      </div>
      <div class="stage ${this.#screen} of-${element}">
        <div class="screen">
          <iframe title=${words.previewTitle} src=${`${base}demo/preview/?${query}`}></iframe>
        </div>
      </div>
    </section>`;
  }

  /** Fits the screen into the room that there is. */
  drawn(): void {
    const stage = document.querySelector<HTMLElement>('.stage');
    if (stage === null) return;
    if (this.#observed !== stage) {
      this.#observer.observe(stage);
      this.#observed = stage;
    }
    const width = widths[this.#screen];
    stage.style.setProperty('--width', `${width}px`);
    stage.style.setProperty('--scale', String(Math.min(1, stage.clientWidth / width)));
  }

  #show(screen: Screen): void {
    this.#screen = screen;
    this.#draw();
  }
}
