/** What there is of a board. */
export interface Parts {
  readonly map: boolean;
  readonly table: boolean;
  readonly extremes: boolean;
  readonly warnings: boolean;
}

/** By the attribute `parts`; all of them where it is empty. */
export function partsOf(attribute: string | null): Parts {
  const named = attribute?.split(/[\s,]+/) ?? [];
  const has = (part: string) => !attribute || named.includes(part);
  return {
    map: has('map'),
    table: has('table'),
    extremes: has('extremes'),
    warnings: has('warnings'),
  };
}
