import type { Logger } from '../telemetry/log.ts';
import type { Secrets } from '../telemetry/secrets.ts';
import type { Encode } from './encode.ts';

/**
 * The last net before the public: `encode` for texts in which a key is looked for once more. None
 * should come this far; what an upstream says is freed of keys where it comes in. Where one does, it
 * is taken out and the log says so; where the rest would be no JSON then, Encode rejects, and the
 * file stays as it was.
 */
export function encodeWithoutSecrets(encode: Encode, secrets: Secrets, log: Logger): Encode {
  return async (content, care) => {
    if (typeof content !== 'string') return encode(content, care);
    const scrubbed = secrets.scrub(content);
    if (scrubbed === content) return encode(content, care);
    log.error(
      { code: 'secret-in-feed' },
      'A key of an upstream stood in a file of the feed and was taken out before it was published. This is a defect of nalssi: report it.',
    );
    if (content.startsWith('{')) JSON.parse(scrubbed);
    return encode(scrubbed, care);
  };
}
