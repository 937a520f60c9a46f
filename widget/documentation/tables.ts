import type {
  ClassDeclaration,
  ClassField,
  ClassMember,
  ClassMethod,
  CustomElement,
  Package,
} from 'custom-elements-manifest';
import { tickerOf } from './manifest.ts';

/** The README with its tables made anew. Throws where it lacks the place of one. */
export function withTables(readme: string, manifest: Package): string {
  return Object.entries(tables(manifest)).reduce((text, [name, table]) => {
    const start = `<!-- ${name}, from custom-elements.json -->\n`;
    const end = `\n<!-- end of ${name} -->`;
    const [before, old] = text.split(start);
    const after = old?.split(end)[1];
    if (before === undefined || after === undefined) {
      throw new Error(`The README has no place for the ${name}.`);
    }
    return `${before}${start}\n${table}\n${end}${after}`;
  }, readme);
}

function tables(manifest: Package): Record<string, string> {
  const ticker = tickerOf(manifest);
  return {
    attributes: table(
      ['attribute', 'type', 'what', 'default'],
      (ticker.attributes ?? []).map((one) => [
        code(one.name),
        attributeType(one.type?.text ?? 'string'),
        text(one),
        code(one.default),
      ]),
    ),
    ...tablesOfMembers(ticker.members ?? []),
    events: table(
      ['event', 'when', 'fields'],
      (ticker.events ?? []).map((one) => [
        code(one.name),
        text(one),
        membersOf(manifest, one.type.text)
          .map((member) => `${code(member.name)}: ${lowered(text(member))}`)
          .join('<br>'),
      ]),
    ),
    ...tablesOfLooks(ticker),
  };
}

/** Of what a script reads and calls. */
function tablesOfMembers(members: readonly ClassMember[]): Record<string, string> {
  const fields = members.filter((member): member is ClassField => member.kind === 'field');
  const methods = members.filter((member): member is ClassMethod => member.kind === 'method');
  return {
    properties: table(
      ['property', 'type', 'what'],
      fields
        .filter((one) => !one.static && !('attribute' in one))
        .map((one) => [
          `${code(one.name)}${one.readonly ? ', read only' : ''}`,
          code(one.type?.text),
          text(one),
        ]),
    ),
    methods: table(
      ['method', 'gives', 'what'],
      methods.map((one) => {
        const words = (one.parameters ?? []).map(({ name, type }) => `${name}: ${type?.text}`);
        return [code(`${one.name}(${words.join(', ')})`), code(one.return?.type?.text), text(one)];
      }),
    ),
  };
}

/** Of what a page puts in and a style sheet takes hold of. */
function tablesOfLooks(ticker: CustomElement): Record<string, string> {
  return {
    slots: table(
      ['slot', 'what'],
      (ticker.slots ?? []).map((one) => [code(one.name) || 'what is inside', text(one)]),
    ),
    'custom properties': table(
      ['property', 'what', 'default'],
      (ticker.cssProperties ?? []).map((one) => [code(one.name), text(one), code(one.default)]),
    ),
    parts: table(
      ['part', 'what'],
      (ticker.cssParts ?? []).map((one) => [code(one.name), text(one)]),
    ),
    states: table(
      ['state', 'what'],
      (ticker.cssStates ?? []).map((one) => [code(`:state(${one.name})`), text(one)]),
    ),
  };
}

function text({ description = '' }: { description?: string }): string {
  return description;
}

function code(content: string | undefined): string {
  return content ? `\`${content}\`` : '';
}

/** `'c' | 'f' | ''` as the values that can be set; the empty one is that of no attribute. */
function attributeType(type: string): string {
  if (type === 'boolean') return 'switch';
  const values = [...type.matchAll(/'([^']+)'/g)].map(([, value]) => `\`${value}\``);
  return values.length > 0 ? values.join(', ') : type;
}

function membersOf(manifest: Package, name: string): readonly ClassMember[] {
  const found = manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .find((one): one is ClassDeclaration => one.kind === 'class' && one.name === name);
  return found?.members ?? [];
}

/** A sentence as the words after a colon. */
function lowered(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
