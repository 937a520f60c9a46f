/** More than anybody writes: all stations are 3,000 letters. A `region` of 600,000 held a page for a second. */
const longest = 10_000;

/** Of properties that are texts: the `type` by which Lit, too, knows them. */
export const text = (value: unknown): string => String(value).slice(0, longest);

/** An element that keeps the value of a property at a key of its own. */
type Keeping = Record<PropertyKey, unknown> & { requestUpdate(): void };

/**
 * The accessor of a property of an element, kept at `key`: what a page or a framework assigns becomes what `type` makes
 * of it, a number a text, and `null` and `undefined` what the attribute is where it is not there.
 */
export function propertyOf(
  key: PropertyKey,
  type: (value: unknown) => unknown,
): PropertyDescriptor {
  return {
    // What a page has given every object is taken for a part of this.
    __proto__: null,
    get(this: Keeping) {
      return this[key] ?? type('');
    },
    set(this: Keeping, value: unknown) {
      const old = this[key];
      this[key] = type(value ?? '');
      if (this[key] !== old) this.requestUpdate();
    },
  } as PropertyDescriptor;
}
