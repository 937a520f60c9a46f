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
  const found = rows.flatMap((row) => elements.flatMap((element) => row[element] ?? []));
  const absent = found.filter(({ value }) => value === null);
  const defaults = {
    values: Object.fromEntries(elements.flatMap((element) => defaultsOf(rows, element))),
    missing: { ...missing, ...inCommon(absent, ['state']), ...ofAll(absent, ['reason']) },
  };
  const absentTexts = textsOf(defaults.missing);
  const texts = new Map(
    Object.entries(defaults.values).map(([element, fields]) => [element, textsOf(fields)]),
  );
  const sparse = (element: Element, value: ObservedValue) => {
    if (value.quality === 'suspect' || value.quality === 'fail') return value;
    return without(value, value.value === null ? absentTexts : (texts.get(element) ?? new Map()));
  };
  const observations = rows.map(({ station, state, ...row }): SparseRow => {
    const values = elements.flatMap((element) => {
      const value = row[element];
      return value === undefined ? [] : [[element, sparse(element, value)]];
    });
    return { station, state, ...Object.fromEntries(values) };
  });
  return { defaults, observations };
}

function defaultsOf(rows: readonly ObservationRow[], element: Element): [Element, ValueDefaults][] {
  const values = rows.flatMap((row) => row[element] ?? []).filter(({ value }) => value !== null);
  if (values.length === 0) return [];
  const defaults = { ...inCommon(values, common), ...ofAll(values, occasional) };
  return [[element, defaults as ValueDefaults]];
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
