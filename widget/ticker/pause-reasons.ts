/**
 * Why the strip stands still. `user`: the button or `pause()`; `hover`, `focus`, `pointer`:
 * somebody is at it; `offscreen`, `hidden`: nobody sees it; `reduced`: the reader's system asks
 * for less motion and they have not pressed play; `empty`: there is nothing that would move.
 *
 * They are kept as a set, not as a switch: each is taken away by what brought it, so a swipe that
 * ends, or a tab that comes back, cannot start a strip that the reader has stopped.
 */
export type PauseReason =
  | 'user'
  | 'hover'
  | 'focus'
  | 'pointer'
  | 'offscreen'
  | 'hidden'
  | 'reduced'
  | 'empty';

/** What a reader does at the list, as reasons that begin and end. The button is outside it. */
const touches: Readonly<Record<string, readonly [PauseReason, boolean]>> = {
  pointerenter: ['hover', true],
  pointerleave: ['hover', false],
  pointerdown: ['pointer', true],
  pointerup: ['pointer', false],
  pointercancel: ['pointer', false],
  focusin: ['focus', true],
  focusout: ['focus', false],
};

export const touchTypes = Object.keys(touches);

/** The reasons that end with what the reader does at the list, and with the list itself. */
export const touchReasons: readonly PauseReason[] = ['hover', 'focus', 'pointer'];

/** The reason that begins or ends with `event`, and which of the two. */
export function reasonOf(event: Event): readonly [PauseReason, boolean] | undefined {
  const mouse = event instanceof PointerEvent && event.pointerType === 'mouse';
  const found = touches[event.type];
  // Only a mouse hovers: a touch that enters need not leave. Only a finger or a pen holds down: a
  // mouse that does is hovering, and may be let go elsewhere.
  return found !== undefined && found[0] === (mouse ? 'pointer' : 'hover') ? undefined : found;
}
