import { css, html, LitElement } from 'lit';

// The least that a Lit element of stations does: ask for the list once, and draw it.

interface Row {
  readonly name: { readonly ko: string };
  readonly condition: string | null;
  readonly temperature: number | null;
}

class LitList extends LitElement {
  static override styles = css`
    ul { display: flex; width: max-content; height: 40px; margin: 0; padding: 0; list-style: none }
    li { display: flex; align-items: center; gap: 6px; padding: 0 12px }`;

  rows: readonly Row[] = [];

  override async connectedCallback(): Promise<void> {
    super.connectedCallback();
    const answer = await fetch(`${this.getAttribute('feed')}ticker.json`);
    this.rows = (await answer.json()).observations;
    this.requestUpdate();
    await this.updateComplete;
    console.log('ready');
  }

  protected override render() {
    return html`<ul>${this.rows.map(
      ({ name, condition, temperature }) =>
        html`<li><span>${condition}</span><span>${name.ko}</span><b>${temperature?.toFixed(1)}℃</b></li>`,
    )}</ul>`;
  }
}
customElements.define('lit-list', LitList);
