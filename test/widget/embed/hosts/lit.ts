import { html, LitElement } from 'lit';

// A site with a Lit of its own.

customElements.define(
  'site-clock',
  class extends LitElement {
    override render() {
      return html`<p>${'서울 시각'}</p>`;
    }
  },
);
