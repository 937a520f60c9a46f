import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, ts } from '@custom-elements-manifest/analyzer';
import type {
  Attribute,
  ClassDeclaration,
  ClassMember,
  CustomElementDeclaration,
  Declaration,
  Module,
  Package,
} from 'custom-elements-manifest';
import { NalssiBoard } from '../board/index.ts';
import { NalssiTicker } from '../index.ts';

const widget = join(import.meta.dirname, '..');

/** What a developer may import, and the classes that stand behind it. */
const sources = [
  'index.ts',
  'define.ts',
  'ticker/define.ts',
  'ticker/nalssi-ticker.ts',
  'events/load-event.ts',
  'events/update-event.ts',
  'events/error-event.ts',
  'events/select-event.ts',
  'feed/feed-error.ts',
  'board/index.ts',
  'board/register.ts',
  'board/nalssi-board.ts',
  'board/select-event.ts',
];

/** By the name of its class. */
const elements = {
  NalssiTicker: { tagName: 'nalssi-ticker', element: NalssiTicker },
  NalssiBoard: { tagName: 'nalssi-board', element: NalssiBoard },
};
type ElementClass = typeof NalssiTicker | typeof NalssiBoard;

/** Public by necessity: Lit calls them, and the entries of the package set them. */
const machinery = [
  'attributeChangedCallback',
  'defaultFeed',
  'loadAnswers',
  'loadEnglish',
  'loadExtras',
  'loadMore',
  'mapsOf',
  'observedAttributes',
  'properties',
  'styles',
];

/**
 * The Custom Elements Manifest of the package as it is published: the docstrings of its classes,
 * and the attributes that the element observes. The same sources give the same manifest.
 */
export function makeManifest(): Package {
  const parsed = sources.map((path) => {
    const text = readFileSync(join(widget, path), 'utf8');
    return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  });
  const { modules } = published(create({ modules: parsed, plugins: [], context: {} }));
  const homes = new Map(
    modules.flatMap(({ path, declarations = [] }) => declarations.map(({ name }) => [name, path])),
  );
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: modules.map((module) => ({
      ...module,
      // Among them the analyzer has variables of methods.
      declarations: (module.declarations ?? [])
        .filter(({ kind }) => kind !== 'variable')
        .map(described),
      exports: exportsOf(module, homes),
    })),
  };
}

/** The declaration of `<nalssi-ticker>`. */
export function tickerOf(manifest: Package): CustomElementDeclaration {
  return elementOf(manifest, 'nalssi-ticker');
}

/** The declaration of `<nalssi-board>`. */
export function boardOf(manifest: Package): CustomElementDeclaration {
  return elementOf(manifest, 'nalssi-board');
}

function elementOf(manifest: Package, tagName: string): CustomElementDeclaration {
  const found = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find((declaration) => 'tagName' in declaration && declaration.tagName === tagName);
  if (found === undefined) throw new Error(`The manifest has no ${tagName}.`);
  return found as CustomElementDeclaration;
}

/** The text of `custom-elements.json`. */
export function manifestText(manifest: Package): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** With the paths of the built files, and without the line breaks of the sources. */
function published(manifest: Package): Package {
  return JSON.parse(JSON.stringify(manifest), (key, value) => {
    if (typeof value !== 'string') return value;
    if (key === 'path' || key === 'module') {
      return value.replace(/^\.?\//, '').replace(/\.ts$/, '.js');
    }
    return key === 'description' ? value.replace(/\s*\n\s*/g, ' ') : value;
  });
}

/** Names that lead to where they are declared. Types are none of JavaScript's exports. */
function exportsOf({ exports = [] }: Module, homes: ReadonlyMap<string, string>) {
  return exports.flatMap((one) => {
    const module = homes.get(one.declaration.name);
    return module === undefined ? [] : [{ ...one, declaration: { ...one.declaration, module } }];
  });
}

function described(declaration: Declaration): Declaration {
  if (declaration.kind !== 'class') return declaration;
  const members = (declaration.members ?? []).filter(isPublic);
  if (declaration.name in elements) {
    const { tagName, element } = elements[declaration.name as keyof typeof elements];
    return describedElement(declaration, members, tagName, element);
  }
  return {
    ...declaration,
    // What the constructor is given is no default; the base classes are the platform's.
    members: members.map((member) => ({ ...member, default: undefined })) as ClassMember[],
    ...(declaration.superclass && {
      superclass: { name: declaration.superclass.name, package: 'global:' },
    }),
  };
}

function describedElement(
  declaration: ClassDeclaration & Partial<CustomElementDeclaration>,
  members: readonly ClassMember[],
  tagName: string,
  element: ElementClass,
): Declaration {
  const documented = declaration.attributes ?? [];
  const place = (name: string) => members.findIndex((member) => member.name === name) >>> 0;
  const attributes = element.observedAttributes
    .map((name) => ({
      ...attribute(name, members, element),
      ...documented.find((one) => one.name === name),
    }))
    .toSorted((a, b) => place(a.fieldName ?? '') - place(b.fieldName ?? ''));
  return {
    ...declaration,
    tagName,
    customElement: true,
    attributes,
    members: members.map((member) => {
      const own = attributes.find(({ fieldName }) => fieldName === member.name);
      return own ? { ...member, attribute: own.name } : member;
    }),
    // The analyzer takes the argument of any `new …Event()` for a name.
    events: (declaration.events ?? []).filter(({ description }) => description),
  } as CustomElementDeclaration;
}

function attribute(
  name: string,
  members: readonly ClassMember[],
  element: ElementClass,
): Attribute {
  const [property] =
    [...element.elementProperties].find(
      ([key, { attribute: own }]) =>
        name === (typeof own === 'string' ? own : String(key).toLowerCase()),
    ) ?? [];
  const member = members.find((one) => one.kind === 'field' && one.name === property);
  if (member?.kind !== 'field') return { name };
  const { type, description, default: initial } = member;
  return {
    name,
    fieldName: member.name,
    ...(type && { type }),
    ...(description && { description }),
    ...(initial && { default: initial }),
  };
}

function isPublic({ name, privacy = 'public' }: ClassMember): boolean {
  return privacy === 'public' && !name.startsWith('#') && !machinery.includes(name);
}
