import { decodeText } from '../formats/decode-text.ts';
import { readXml, type XmlElement } from '../formats/xml.ts';
import { Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';
import { plainTexts, resultCodes } from './codes.ts';

/** One item of an answer: its values by key, numbers as text, null as the empty text. */
export type PortalItem = ReadonlyMap<string, string>;

/** An answer of data.go.kr with result code 0. */
export interface PortalAnswer {
  readonly items: readonly PortalItem[];
  /** Keys around the items that the portal's guides do not name. */
  readonly unknownKeys: Readonly<Record<string, number>>;
}

/** A part of an answer, the same whether it came as JSON or as XML. */
type Node = string | readonly Node[] | ReadonlyMap<string, Node>;

const knownKeys = new Set(
  [
    'response header body cmmMsgHeader OpenAPI_ServiceResponse',
    'resultCode resultMsg errMsg returnAuthMsg returnReasonCode',
    'dataType items pageNo numOfRows totalCount',
  ].flatMap((keys) => keys.split(' ')),
);

/**
 * Reads an answer of data.go.kr, JSON or XML whichever was asked for: the portal's gateway answers
 * in a form of its own. Throws SourceError with the code of the portal's result code; with code
 * shape where items are fewer than the total (a cut page would pass for the whole); or encoding,
 * html, doctype, malformed, empty.
 */
export function readPortalAnswer(source: SourceId, bytes: Uint8Array): PortalAnswer {
  const text = decodeText(source, bytes);
  const root = readDocument(source, text);
  const result = readResultCode(root);
  if (result === null) throw new SourceError(source, 'shape', 'there is no result code');
  const failure = failureOf(source, result);
  if (failure !== null) throw failure;

  const response = child(root, 'response') ?? root;
  const body = child(response, 'body');
  if (!(body instanceof Map)) throw new SourceError(source, 'shape', 'there is no body');
  const items = itemsOf(source, body);
  const total = child(body, 'totalCount');
  if (typeof total !== 'string' || !/^\d{1,9}$/.test(total.trim())) {
    throw new SourceError(source, 'shape', 'there is no total of items');
  }
  if (Number(total) !== items.length) {
    throw new SourceError(source, 'shape', `${items.length} items came of ${Number(total)}`);
  }
  const unknownKeys = new Tally<string>();
  for (const part of [root, response, child(response, 'header'), body]) {
    if (!(part instanceof Map)) continue;
    for (const key of part.keys()) if (!knownKeys.has(key)) unknownKeys.add(key);
  }
  return { items, unknownKeys: unknownKeys.toRecord() };
}

/**
 * What an answer with an HTTP status other than 200 says of itself, or `null` where it says nothing
 * that is known: then the status decides. Never throws.
 */
export function readPortalFailure(source: SourceId, bytes: Uint8Array): SourceError | null {
  try {
    const result = readResultCode(readDocument(source, decodeText(source, bytes)));
    if (result === null || meaningOf(result) === undefined) return null;
    return failureOf(source, result);
  } catch (error) {
    const isKnown = error instanceof SourceError && plainCodes.has(error.code);
    return isKnown ? error : null;
  }
}

const plainCodes = new Set(plainTexts.map(([, code]) => code));

/** The first non-blank character says what it is: JSON, XML or plain text. */
function readDocument(source: SourceId, text: string): Node {
  if (text.startsWith('{')) return readJson(source, text);
  if (text.startsWith('<')) {
    const root = readXmlLeniently(source, text);
    return new Map([[root.name, nodeOfXml(root)]]);
  }
  if (text === '') throw new SourceError(source, 'malformed', 'the answer is empty');
  const start = text.slice(0, 200).toLowerCase();
  const plain = plainTexts.find(([words]) => start.includes(words));
  if (plain !== undefined) throw new SourceError(source, plain[1], 'the gateway says so in words');
  throw new SourceError(source, 'shape', 'the answer is neither JSON nor XML');
}

/** What must be written `&amp;`, and what is. */
const rawAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/gi;

/** With a raw `&` it is read all the same: what stands beside it is no word that is known, and no more. */
function readXmlLeniently(source: SourceId, text: string): XmlElement {
  try {
    return readXml(source, text);
  } catch (error) {
    const isMalformed = error instanceof SourceError && error.code === 'malformed';
    const mended = isMalformed ? text.replace(rawAmpersand, '&amp;') : text;
    if (mended === text) throw error;
    return readXml(source, mended);
  }
}

/** Deeper than any answer nests, and far from what would exhaust the stack. */
const maximumDepth = 20;

function readJson(source: SourceId, text: string): Node {
  let value: unknown;
  try {
    // Between values a control character is a blank, and in a text it may as well be one.
    value = JSON.parse(text.replace(/\p{Cc}/gu, ' '));
  } catch {
    // The parser's message quotes the text, which may hold the key: it goes no further.
    throw new SourceError(source, 'malformed', 'the JSON breaks off or is not well-formed');
  }
  return nodeOfJson(source, value, 0);
}

function nodeOfJson(source: SourceId, value: unknown, depth: number): Node {
  if (depth > maximumDepth) {
    throw new SourceError(source, 'shape', `the JSON nests deeper than ${maximumDepth}`);
  }
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((part) => nodeOfJson(source, part, depth + 1));
  if (typeof value !== 'object') return String(value);
  return new Map(
    Object.entries(value).map(([key, part]) => [key, nodeOfJson(source, part, depth + 1)]),
  );
}

/** Elements of the same name become a list, as the portal's JSON has it. */
function nodeOfXml({ children, text }: XmlElement): Node {
  if (children.length === 0) return text;
  const byName = new Map<string, Node[]>();
  for (const element of children) {
    const nodes = byName.get(element.name) ?? [];
    nodes.push(nodeOfXml(element));
    byName.set(element.name, nodes);
  }
  return new Map([...byName].map(([name, nodes]) => [name, oneOrAll(nodes)]));
}

function oneOrAll(nodes: readonly Node[]): Node {
  const [first] = nodes;
  return nodes.length === 1 && first !== undefined ? first : nodes;
}

function child(node: Node | undefined, key: string): Node | undefined {
  return node instanceof Map ? (node as ReadonlyMap<string, Node>).get(key) : undefined;
}

/**
 * The result code, wherever a service or the gateway puts it. The texts beside it are not read: the
 * gateway has swapped them between years.
 */
function readResultCode(root: Node): string | null {
  for (const outer of [child(root, 'response'), child(root, 'OpenAPI_ServiceResponse'), root]) {
    for (const header of [child(outer, 'header'), child(outer, 'cmmMsgHeader')]) {
      const code = child(header, 'resultCode') ?? child(header, 'returnReasonCode');
      if (typeof code === 'string') return code.trim();
    }
  }
  return null;
}

function meaningOf(result: string) {
  return /^\d{1,4}$/.test(result) ? resultCodes.get(Number(result)) : undefined;
}

function failureOf(source: SourceId, result: string): SourceError | null {
  const meaning = meaningOf(result);
  if (meaning === undefined) {
    const shown = /^\d{1,4}$/.test(result) ? result : 'that is no number';
    return new SourceError(source, 'shape', `unknown result code ${shown}`);
  }
  const { code, retryAfter = null } = meaning;
  return code === 'ok'
    ? null
    : new SourceError(source, code, `result code ${result}`, { retryAfter });
}

/** JSON has a list, an object where there is one item, or an empty text where there is none. */
function itemsOf(source: SourceId, body: Node): PortalItem[] {
  const items = child(body, 'items') ?? '';
  const listed = items instanceof Map ? (child(items, 'item') ?? '') : items;
  if (typeof listed === 'string') {
    if (listed.trim() === '') return [];
    throw new SourceError(source, 'shape', 'the items are a text');
  }
  const nodes: readonly Node[] = listed instanceof Map ? [listed] : (listed as readonly Node[]);
  return nodes.map((item) => {
    if (!(item instanceof Map)) throw new SourceError(source, 'shape', 'an item is no object');
    for (const value of item.values()) {
      if (typeof value !== 'string') throw new SourceError(source, 'shape', 'an item nests');
    }
    return item as PortalItem;
  });
}
