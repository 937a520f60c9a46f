import type { BoardPart, Choice, Field } from './choice.ts';
import type { Form } from './snippets.ts';

export type Language = 'ko' | 'en';

/** All that the configurator says, in one language. */
export interface ConfiguratorWords {
  readonly title: string;
  readonly lead: string;
  readonly other: string;
  readonly sample: string;
  readonly element: string;
  readonly elements: Readonly<Record<Choice['element'], readonly [name: string, what: string]>>;
  readonly where: string;
  readonly scopes: Readonly<Record<Choice['scope'], string>>;
  readonly stationSearch: string;
  readonly stationHint: string;
  readonly noStation: string;
  readonly stationsFound: (count: number) => string;
  readonly noStations: string;
  readonly chosenStations: string;
  readonly earlier: (name: string) => string;
  readonly later: (name: string) => string;
  readonly search: string;
  readonly searchHint: string;
  readonly nothingFound: string;
  readonly found: (count: number) => string;
  readonly country: string;
  readonly countryOf: Readonly<Record<Choice['element'], string>>;
  readonly regions: string;
  readonly remove: (name: string) => string;
  readonly looks: string;
  readonly theme: string;
  readonly themes: Readonly<Record<Choice['theme'], string>>;
  readonly language: string;
  readonly languages: Readonly<Record<Choice['language'], string>>;
  readonly fields: string;
  readonly fieldNames: Readonly<Record<Field, string>>;
  readonly mode: string;
  readonly modes: Readonly<Record<Choice['mode'], string>>;
  readonly speed: string;
  readonly unit: string;
  readonly warnings: string;
  readonly tabs: string;
  readonly tabsOfCountry: string;
  readonly metric: string;
  readonly metrics: Readonly<Record<Choice['metric'], string>>;
  readonly rows: string;
  readonly rowsNames: Readonly<Record<Choice['rows'], string>>;
  readonly parts: string;
  readonly partNames: Readonly<Record<BoardPart, string>>;
  readonly preview: string;
  readonly desktop: string;
  readonly phone: string;
  readonly previewTitle: string;
  readonly paste: string;
  readonly form: string;
  readonly forms: Readonly<Record<Form, string>>;
  readonly notes: Readonly<Record<Form, string>>;
  /** Of the board, where they are others. */
  readonly boardNotes: Partial<Readonly<Record<Form, string>>>;
  /** Why there are no lines in a form. */
  readonly why: Readonly<Record<'one-region', string>>;
  readonly address: string;
  readonly addresses: Readonly<Record<Choice['address'], string>>;
  readonly addressNotes: Readonly<Record<Choice['address'], string>>;
  readonly notPinned: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly more: string;
  readonly examples: string;
  readonly links: readonly (readonly [href: string, text: string])[];
}
