import { adopt } from '../element/adopt.ts';

/** Of all boards, as their scripts come. */
const adopted = new Set<string>();

/** Adds the style sheet of a script to a board. */
export function adoptIn(frame: Element, styles: string): void {
  adopted.add(styles);
  adopt(frame, styles);
}

/** Once more, in another document: it has thrown them away. */
export function adoptAnew(frame: Element): void {
  for (const styles of adopted) adopt(frame, styles);
}
