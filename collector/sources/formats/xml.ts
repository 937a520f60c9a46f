import { SaxesParser } from 'saxes';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';

/** An XML element without its namespace, with its own text (not that of its children). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Deeper than any upstream nests, and far from what would exhaust the stack. */
const maximumDepth = 20;

/**
 * Attributes inherit no key, as from null; but V8 keeps an object made from null as a hash table,
 * which takes several times the memory.
 */
const noKeys: object = Object.freeze(Object.create(null));

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/**
 * Is given each element as soon as it ends, and the elements that it stands in, outermost first.
 * One that it takes, by answering true, is not kept: so a list of any length is read row by row.
 */
type TakeElement = (element: XmlElement, ancestors: readonly XmlElement[]) => boolean;

/**
 * Reads a document strictly: what breaks off, is not well-formed, is HTML or has a DOCTYPE is
 * refused, entities other than XML's five are unknown, and every value stays a string. Returns the
 * root with everything in it that `take` did not take. Throws SourceError with code html, doctype,
 * malformed or shape.
 */
export function readXml(source: SourceId, text: string, take?: TakeElement): XmlElement {
  const start = text.slice(0, 2048).trimStart();
  if (!start.startsWith('<')) {
    throw new SourceError(source, 'shape', 'the answer does not begin with an element');
  }
  if (/<html[\s>]|<!doctype\s+html/i.test(start)) {
    throw new SourceError(source, 'html', 'the answer begins like a web page');
  }
  // Refused before any parsing: a document type is the door for entity bombs.
  if (/<!doctype/i.test(text)) throw new SourceError(source, 'doctype', 'a DOCTYPE stands in it');

  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  parser.on('error', (error) => {
    throw new SourceError(source, 'malformed', `line ${parser.line}: not well-formed`, error);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= maximumDepth) {
      throw new SourceError(source, 'shape', `elements nest deeper than ${maximumDepth}`);
    }
    const attributes: Record<string, string> = Object.create(noKeys);
    for (const key in tag.attributes) attributes[key] = tag.attributes[key] ?? '';
    open.push({ name: localName(tag.name), attributes, children: [], text: '' });
  });
  parser.on('text', (chunk) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += chunk;
  });
  parser.on('cdata', (chunk) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += chunk;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    if (take?.(element, open) === true) return;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  parser.write(text).close();
  if (root === null) throw new SourceError(source, 'malformed', 'there is no element');
  return root;
}

/** The name without the prefix of its namespace. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
