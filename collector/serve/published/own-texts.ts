import { type EncodedFile, type EncodedFiles, identityOf } from '../../publish/encode.ts';
import { mostFileBytes } from './feed-bounds.ts';

/** Text that sites put into their pages on the server, as it is (`feed/embed/embed-fragment.ts`). */
const folder = 'embed/';

/** No attribute of another name or value: frameworks of a page run what some of theirs say. */
const ownTag =
  /<\/?(?:div|p|ul|li|a|time|strong)(?: (?:class="nalssi-embed[a-z-]*"|lang="(?:ko|en)"|role="list"|aria-label="[^"<>{}]*"|datetime="[\dT:+-]*"|href="https?:\/\/[^"\s<>{}]*"|data-(?:region|mode|status|generated-at|expires-at|station)="[\w:+-]*"))*>/g;

/** Of a sign that HTML has use for, or of one beyond ASCII. */
const ownReference = /&(?:amp|lt|gt|quot|#39|#x(?:[89a-f][0-9a-f]|[0-9a-f]{3,6}));/g;

/**
 * The files with the texts for pages as servers read them, without compressed forms, which may say
 * something else. Throws, by the name of the file, where one is not such as we make: in a page that
 * includes it it would do whatever it says.
 */
export function withOwnTexts(files: EncodedFiles): EncodedFiles {
  const own = new Map(files);
  for (const [path, file] of files) {
    if (path.startsWith(folder)) own.set(path, ownText(path, file));
  }
  return own;
}

/** What has been read: most of an edition was in the one before, and whoever serves it goes by what is the same. */
const known = new WeakMap<EncodedFile, EncodedFile>();

function ownText(path: string, file: EncodedFile): EncodedFile {
  const before = known.get(file);
  if (before !== undefined) return before;
  const identity = file.identity ?? identityOf(file, mostFileBytes);
  if (isOwnText(identity.toString('latin1'))) {
    const own: EncodedFile = { identity, encoded: {}, hash: file.hash };
    known.set(file, own);
    return own;
  }
  throw new Error(
    `${path} holds what no text of nalssi does, and pages include it as it is: let it be published anew, and look who else writes there`,
  );
}

/** Whether it is ASCII, and has no tags, attributes and braces (of which templates are made) but ours. */
export function isOwnText(text: string): boolean {
  const words = text.replace(ownTag, '').replace(ownReference, '');
  return /^[\n -~]*$/.test(text) && !/[<>{}&]/.test(words);
}
