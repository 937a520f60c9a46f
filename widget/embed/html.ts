/** Takes the place of `element/html.ts` in the board's script, whose Lit keeps texts apart itself. */
export { html, svg } from 'lit';
