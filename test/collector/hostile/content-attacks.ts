import type { SourceId } from '../../../collector/sources/source-id.ts';

/** A whole answer, as large as the source takes, that is made to cost much to read. */
export interface ContentAttack {
  readonly name: string;
  readonly sources: readonly SourceId[];
  /** Of the source's error. */
  readonly code: string;
  readonly body: (size: number) => string | Buffer;
}

const tables: readonly SourceId[] = ['kma-city', 'kma-aws'];
const map: readonly SourceId[] = ['kma-map'];
const portal: readonly SourceId[] = ['data-go-kr'];
const hub: readonly SourceId[] = ['apihub-asos', 'apihub-aws'];
const warnings: readonly SourceId[] = ['warnings'];
const all: readonly SourceId[] = [...tables, ...map, ...portal, ...hub, ...warnings];

/** `head`, as many of `unit` as fit, `tail`. */
function filled(head: string, unit: string | ((index: number) => string), tail = '') {
  return (size: number): string => {
    const parts = [head];
    let length = Buffer.byteLength(head + tail);
    for (let index = 0; ; index += 1) {
      const part = typeof unit === 'string' ? unit : unit(index);
      length += Buffer.byteLength(part);
      if (length > size) return parts.join('') + tail;
      parts.push(part);
    }
  };
}

const attack = (
  sources: readonly SourceId[],
  code: string,
  name: string,
  body: ContentAttack['body'],
): ContentAttack => ({ name, sources, code, body });

const page = (unit: string | ((index: number) => string), tail = '') =>
  filled('<html><body><table id="weather_table"><tr>', unit, tail);
const current = '<current><weather year="2024" month="11" day="24" hour="07">';
const locals = (row: (index: number) => string) => filled(current, row, '</weather></current>');
const hubHead = '#START7777\n';
/** Present weather and the type of cloud are text among the 46 columns of surface stations. */
const surfaceRow = (index: number) =>
  `202411240700 ${index} ${'1 '.repeat(22)}- 1 1 1 - ${'1 '.repeat(17)}\n`;
const automaticRow = (index: number) => `202411240700 ${index} ${'1 '.repeat(16)}\n`;

/** Numbers that share no prefix, so that no table of names can be small. */
const name = (index: number) => `n${(index * 7919).toString(36)}`;

export const contentAttacks: readonly ContentAttack[] = [
  attack(all, 'encoding', 'bytes of no encoding', (size) => Buffer.alloc(size, 0xff)),
  // One character is damaged, which costs no more than its row: there is none.
  attack(all, 'shape', 'EUC-KR that breaks off', (size) =>
    Buffer.concat([Buffer.alloc(size & ~1, Buffer.of(0xb0, 0xa1)), Buffer.of(0xb0)]),
  ),
  attack([...map, ...tables], 'shape', 'nothing but NULs', (size) => Buffer.alloc(size)),
  attack(
    [...portal, ...hub, ...warnings],
    'malformed',
    'nothing but NULs, which is empty',
    (size) => Buffer.alloc(size),
  ),

  attack(
    tables,
    'doctype',
    'a DOCTYPE of blanks',
    filled('<!doctype html system ', ' ', '%><html>'),
  ),
  attack(
    tables,
    'doctype',
    'a DOCTYPE of tabs and lines',
    filled('<!DOCTYPE html public', '\t\n', '[>'),
  ),
  attack(
    tables,
    'doctype',
    'a DOCTYPE with entities',
    filled('<!DOCTYPE html [', '<!ENTITY a "&a;">', ']>'),
  ),
  attack(tables, 'shape', 'DOCTYPEs', filled('', '<!doctype html>')),
  attack(['kma-city'], 'shape', 'rows', page('<tr><td>1<td>2')),
  attack(['kma-aws'], 'malformed', 'rows', page('<tr><td>1<td>2')),
  attack(tables, 'shape', 'a row of cells', page('<td>')),
  attack(tables, 'shape', 'tables in tables', page('<table><tr><td>')),
  attack(
    tables,
    'shape',
    'a text of a cell',
    page((index) => (index === 0 ? '<td>' : 'x'), '</table>'),
  ),
  attack(tables, 'shape', 'entities of a cell', page('<td>&#x1F600;&amp;&')),
  attack(
    tables,
    'malformed',
    'attributes of a tag',
    filled('<html><p ', (index) => `${name(index)}=1 `, '>'),
  ),
  attack(tables, 'malformed', 'a value of an attribute', filled('<html><p class="', 'x ', '">')),
  attack(tables, 'html', 'unclosed tags', filled('<p>', '<b>')),
  attack(tables, 'html', 'angle brackets', filled('<p>', '<')),
  attack(tables, 'html', 'comments without end', filled('<p>', '<!--')),
  attack(tables, 'html', 'scripts without end', filled('<p>', '<script>')),
  attack(
    ['kma-city'],
    'shape',
    'titles that are none',
    filled('<p>', '<p class="table_topinfo">x'),
  ),
  attack(tables, 'malformed', 'spans of columns', page('<th colspan=200 rowspan=200>x<tr>')),

  attack(map, 'doctype', 'a billion laughs', (size) =>
    filled(
      '<!DOCTYPE l [<!ENTITY l "lol">',
      (index) => `<!ENTITY l${index} "${'&l;'.repeat(10)}">`,
      ']><current/>',
    )(size),
  ),
  attack(
    map,
    'malformed',
    'entities that nobody declared',
    filled('<current>', '&l;', '</current>'),
  ),
  attack(map, 'shape', 'deep elements', filled('', '<a>')),
  attack(map, 'shape', 'elements', filled('<current>', '<b/>', '</current>')),
  attack(map, 'shape', 'numbered entities', filled('<current>', '&#x1F600;', '</current>')),
  attack(map, 'shape', 'CDATA', filled('<current>', '<![CDATA[x]]>', '</current>')),
  attack(map, 'shape', 'comments', filled('<current>', '<!---->', '</current>')),
  attack(map, 'shape', 'instructions', filled('<current>', '<?a b?>', '</current>')),
  attack(
    map,
    'shape',
    'attributes of an element',
    filled('<current ', (index) => `${name(index)}="" `, '/>'),
  ),
  attack(map, 'malformed', 'one attribute over and over', filled('<current ', 'a="" ', '/>')),
  attack(map, 'shape', 'a name of an element', filled('<', 'n', '/>')),
  attack(
    map,
    'too-large',
    'stations nobody has',
    locals((index) => `<local stn_id="${index}"/>`),
  ),
  attack(
    map,
    'ok',
    'attributes nobody knows',
    locals(
      (index) =>
        `<local stn_id="${index % 1900}" desc="맑음" ta="${(index * 37) % 10}" ${name(index)}=""/>`,
    ),
  ),
  attack(
    map,
    'ok',
    'words nobody knows',
    locals(
      (index) =>
        `<local stn_id="${index % 1900}" desc="${name(index)}" ta="${(index * 37) % 10}"/>`,
    ),
  ),
  attack(map, 'malformed', 'tags that close nothing', filled(current, '</local>')),

  attack(portal, 'malformed', 'deep lists', filled('{"a":', '[')),
  attack(
    portal,
    'shape',
    'closed deep lists',
    (size) => `{"a":${'['.repeat(size / 2 - 10)}${']'.repeat(size / 2 - 10)}}`,
  ),
  attack(
    portal,
    'shape',
    'keys',
    filled('{"z":1', (index) => `,"${name(index)}":1`, '}'),
  ),
  attack(portal, 'shape', 'prototypes', filled('{"z":1', ',"__proto__":{"a":1}', '}')),
  attack(portal, 'shape', 'a long number', filled('{"z":1', '1', '}')),
  attack(portal, 'shape', 'escapes', filled('{"z":"', '\\u0000', '"}')),
  attack(portal, 'shape', 'empty objects', filled('{"z":[{}', ',{}', ']}')),
  attack(
    portal,
    'shape',
    'items that nobody counted',
    filled(
      '{"response":{"header":{"resultCode":"00"},"body":{"totalCount":1,"items":{"item":[{}',
      ',{}',
      ']}}}}',
    ),
  ),
  attack(portal, 'shape', 'XML elements of one name', filled('<response>', '<a/>', '</response>')),
  attack(
    portal,
    'shape',
    'XML elements of all names',
    filled('<response>', (index) => `<${name(index)}/>`, '</response>'),
  ),
  attack(
    portal,
    'doctype',
    'a DOCTYPE of entities',
    filled('<!DOCTYPE r [', '<!ENTITY a "&a;">', ']><r/>'),
  ),

  attack(
    ['apihub-asos'],
    'too-large',
    'stations nobody has',
    filled(hubHead, surfaceRow, '#7777END\n'),
  ),
  attack(
    ['apihub-aws'],
    'too-large',
    'stations nobody has',
    filled(hubHead, automaticRow, '#7777END\n'),
  ),
  attack(hub, 'shape', 'short rows', filled(hubHead, '1\n', '#7777END\n')),
  attack(hub, 'shape', 'a wide row', filled(hubHead, '1 ', '\n#7777END\n')),
  attack(hub, 'shape', 'a row of commas', filled(`${hubHead}1`, ',', '\n#7777END\n')),
  attack(hub, 'shape', 'blanks between two cells', filled(`${hubHead}1`, ' ', '2\n#7777END\n')),
  attack(hub, 'nothing-yet', 'comments', filled(hubHead, '#\n', '#7777END\n')),
  attack(
    hub,
    'shape',
    'headers',
    filled(hubHead, '# YYMMDDHHMI STN WD WS A B C D E F\n', '1\n#7777END\n'),
  ),
  attack(hub, 'malformed', 'rows after the end', filled('#7777END\n', '1\n')),
  attack(hub, 'malformed', 'an error object that breaks off', filled('{"result":', '{"a":')),
  attack(
    hub,
    'shape',
    'an error object of keys',
    filled('{"z":1', (index) => `,"${name(index)}":1`, '}'),
  ),
  attack(hub, 'shape', 'words of an error', filled('<', '일일최대호출')),

  attack(warnings, 'shape', 'commas', filled('#기준시각:202607281537\n', ',', '=\n#7777END\n')),
  attack(
    warnings,
    'malformed',
    'blanks',
    filled('#기준시각:202607281537\n#', ' ', '\nL\n#7777END\n'),
  ),
  attack(
    warnings,
    'malformed',
    'rows of a cell',
    filled('#기준시각:202607281537\n', 'L,\n', '#7777END\n'),
  ),
  attack(warnings, 'shape', 'parentheses', filled('#', '(', '\n1=\n#7777END\n')),
];
