import { type EncodedFile, type EncodedFiles, identityOf } from '../../publish/encode.ts';
import { mostFileBytes } from './feed-bounds.ts';

/** Text that sites put into their pages on the server, as it is (`feed/embed/embed-fragment.ts`). */
const folder = 'embed/';

/**
 * ASCII without signs of HTML and braces, of which templates are made; our tags, with no attribute of another name or
 * value, as frameworks of a page run what some of theirs say; references to signs that HTML has use for, or beyond ASCII.
 */
const ownSigns =
  /^(?:[\n -%'-;=?-z|~]|<\/?(?:div|p|ul|li|a|time|strong)(?: (?:class="nalssi-embed[a-z-]*"|lang="(?:ko|en)"|role="list"|aria-label="[^"<>{}]*"|datetime="[\dT:+-]*"|href="https?:\/\/[^"\s<>{}]*"|data-(?:region|mode|status|generated-at|expires-at|station)="[\w:+-]*"))*>|&(?:amp|lt|gt|quot|#39|#x(?:[89a-f][0-9a-f]|[0-9a-f]{3,6}));)*$/;

/** The text of all 740 stations has 60,000. */
const mostSigns = 1_000_000;

/**
 * The files with the texts for pages as servers read them, without compressed forms, which may say
 * something else. Throws, by the name of the file, where one is not such as we make: in a page that
 * includes it it would do whatever it says.
 */
export function withOwnTexts(files: EncodedFiles): EncodedFiles {
  let own: Map<string, EncodedFile> | null = null;
  for (const [path, file] of files) {
    if (!path.startsWith(folder)) continue;
    const text = ownText(path, file);
    if (text === file) continue;
    own ??= new Map(files);
    own.set(path, text);
  }
  return own ?? files;
}

/** What has been read: most of an edition was in the one before, and whoever serves it goes by what is the same. */
const known = new WeakMap<EncodedFile, EncodedFile>();

function ownText(path: string, file: EncodedFile): EncodedFile {
  const before = known.get(file);
  if (before !== undefined) return before;
  const identity = file.identity ?? identityOf(file, mostFileBytes);
  if (isOwnText(identity.toString('latin1'))) {
    // As it is published, it is one already.
    const isPlain = file.identity !== null && Object.keys(file.encoded).length === 0;
    // A copy: it may be part of something larger, which it would keep for as long as it lasts.
    const own = isPlain ? file : { identity: Buffer.from(identity), encoded: {}, hash: file.hash };
    known.set(file, own);
    return own;
  }
  throw new Error(
    `${path} holds what no text of nalssi does, and pages include it as it is: let it be published anew, and look who else writes there`,
  );
}

/** Whether it is ASCII, and has no tags, attributes and braces (of which templates are made) but ours. */
export function isOwnText(text: string): boolean {
  return text.length <= mostSigns && ownSigns.test(text);
}
