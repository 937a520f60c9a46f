/** Whether a board has a part. */
export type Parts = (part: 'map' | 'table' | 'extremes' | 'warnings') => boolean;

/** By the attribute `parts`; all of them where it is empty. */
export function partsOf(attribute: string | null): Parts {
  const named = attribute?.split(/[\s,]+/) ?? [];
  return (part) => !attribute || named.includes(part);
}
