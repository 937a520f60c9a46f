import {
  type Element,
  elements,
  type MissingDefaults,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
  type SparseRow,
  type ValueDefaults,
} from '@nalssi/schemas';

type Sparse = Pick<ObservationsFile, 'defaults' | 'observations'>;

/** Fields that every value has. */
const common = ['checks', 'failed', 'observedAt', 'expiresAt', 'state'] as const;

/** Fields that some values have: only what all have in common can stand for all. */
const occasional = ['derived', 'reason'] as const;

const missing: MissingDefaults = {
  checks: [],
  failed: [],
  observedAt: null,
  expiresAt: null,
  state: 'never',
};

/**
 * Says once what most values have in common, and of each value its source, its verdict and what
 * differs; a value that did not pass says everything itself. The opposite of `expandObservations`. With 740 stations it saves a quarter of the compressed bytes, and three
 * quarters of the others.
 */
export function withDefaults(rows: readonly ObservationRow[]): Sparse {
  const found = rows.flatMap((row) =>
    elements.flatMap((element) => {
      const value = row[element];
      return value === undefined ? [] : [{ element, value }];
    }),
  );
  const absent = found.flatMap(({ value }) => (value.value === null ? [value] : []));
  const bySource = Map.groupBy(
    found.filter(({ value }) => value.value !== null),
    ({ value }) => value.source ?? '',
  );
  const values = Object.fromEntries(
    [...bySource].map(([source, own]) => [source, defaultsOf(own)] as const),
  );
  const defaults = {
    values,
    missing: { ...missing, ...inCommon(absent, ['state']), ...ofAll(absent, ['reason']) },
  };
  const textsOfMissing = textsOf(defaults.missing);
  const texts = new Map(
    Object.entries(values).flatMap(([source, own]) =>
      Object.entries(own).map(([element, fields]) => [`${source} ${element}`, textsOf(fields)]),
    ),
  );
  const sparse = (element: Element, value: ObservedValue) => {
    if (value.quality === 'suspect' || value.quality === 'fail') return value;
    if (value.value === null) return without(value, textsOfMissing);
    return without(value, texts.get(`${value.source ?? ''} ${element}`) ?? new Map());
  };
  const observations = rows.map(({ station, state, ...row }): SparseRow => {
    const own = elements.flatMap((element) => {
      const value = row[element];
      return value === undefined ? [] : [[element, sparse(element, value)]];
    });
    return { station, state, ...Object.fromEntries(own) };
  });
  return { defaults, observations };
}

/** By element, of the values of one source. */
function defaultsOf(
  found: readonly { readonly element: Element; readonly value: ObservedValue }[],
): Partial<Record<Element, ValueDefaults>> {
  const byElement = Map.groupBy(found, ({ element }) => element);
  return Object.fromEntries(
    [...byElement].map(([element, own]) => {
      const values = own.map(({ value }) => value);
      return [element, { ...inCommon(values, common), ...ofAll(values, occasional) }];
    }),
  );
}

/** Of each field what most of the values have. */
function inCommon(values: readonly ObservedValue[], fields: readonly (keyof ObservedValue)[]) {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const counts = Map.groupBy(values, (value) => JSON.stringify(value[field]));
      const [most] = [...counts.values()].toSorted((one, other) => other.length - one.length);
      return most?.[0] === undefined ? [] : [[field, most[0][field]]];
    }),
  );
}

/** Of each field what all of the values have. */
function ofAll(values: readonly ObservedValue[], fields: readonly (keyof ObservedValue)[]) {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const [first, ...others] = new Set(values.map((value) => JSON.stringify(value[field])));
      return first === undefined || others.length > 0 ? [] : [[field, JSON.parse(first)]];
    }),
  );
}

/** A field's value as text, to compare by. */
type Texts = ReadonlyMap<string, string>;

function textsOf(fields: object): Texts {
  return new Map(Object.entries(fields).map(([name, field]) => [name, JSON.stringify(field)]));
}

function without(value: ObservedValue, defaults: Texts): object {
  return Object.fromEntries(
    Object.entries(value).filter(([name, field]) => defaults.get(name) !== JSON.stringify(field)),
  );
}
