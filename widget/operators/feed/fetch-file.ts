import { FeedError, type FeedErrorReason } from '../../feed/feed-error.ts';
import { limitedText, parseLimited } from '../../feed/limit-body.ts';
import type { ResponseTimes } from '../../feed/server-clock.ts';

const deadline = 10_000;

// The page reads files that the ticker does not: 740 stations with every value's checks, sources and
// times take up to 1.8 MB and 160,000 marks.
const longestFile = 4_000_000;
const mostMarks = 500_000;

/** With one of these of its own an object throws where it is shown, or Lit takes it for a node or a template. */
const spoilers = /^(?:valueOf|toString|nodeType|_\$litType\$)$/;

/**
 * What a reader does not see, or what turns the direction in which he reads what stands beside it: a name of a
 * hostile feed would show a number as another one.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Letters of a text; the longest of ours, where a source is from or what went wrong with it, have fewer. */
const longestText = 400;

/** The same without such fields, and with all characters to be seen; of a text as much as somebody reads. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestText).replace(unseen, '\ufffd');
  if (Array.isArray(value)) return value.map(plain);
  if (Object(value) !== value) return value;
  const fields = Object.entries(value as object).filter(([name]) => !spoilers.test(name));
  return Object.fromEntries(fields.map(plain) as [string, unknown][]);
}

/** A feed file could not be read; `status` is that of HTTP where there was an answer. */
export class FileError extends FeedError {
  readonly status: number | null;

  constructor(reason: FeedErrorReason, status: number | null, cause?: unknown) {
    super(reason, cause);
    this.status = status;
  }
}

/** Reads a feed file, or throws a FileError. No headers of our own: they need a CORS preflight. */
export async function fetchFile<File>(
  url: string,
  read: (value: unknown) => File,
): Promise<{ file: File; times: ResponseTimes }> {
  const signal = AbortSignal.timeout(deadline);
  let reason: FeedErrorReason = 'network';
  let status: number | null = null;
  try {
    const response = await fetch(url, {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // What was asked for the state of a feed may not send its operator on to somebody else's.
      redirect: 'manual',
      signal,
    });
    status = response.status;
    if (!response.ok) {
      reason = status ? 'status' : 'redirect';
      throw new Error(`HTTP ${status}`);
    }
    const text = await limitedText(response, longestFile);
    reason = 'format';
    return {
      file: read(plain(parseLimited(text, mostMarks))),
      times: { date: response.headers.get('date'), age: response.headers.get('age') },
    };
  } catch (cause) {
    throw new FileError(signal.aborted ? 'timeout' : reason, status, cause);
  }
}
