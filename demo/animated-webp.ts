/** A picture of an animation: a still WebP that is laid over what was there before. */
export interface WebpFrame {
  /** CSS px from the left and from the top; even, as the format asks. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A file of its own, as a browser's canvas encodes it. */
  readonly still: Uint8Array;
  /** How long it is seen, in milliseconds. */
  readonly duration: number;
}

/** What of a still file is the picture itself. */
const pictureChunks = ['ALPH', 'VP8 ', 'VP8L'];

/**
 * Stills as one WebP that plays for ever (RIFF container, developers.google.com/speed/webp/docs/
 * riff_container). Throws where a frame is no WebP or stands at an odd place.
 */
export function animatedWebp(
  { width, height }: { readonly width: number; readonly height: number },
  frames: readonly WebpFrame[],
): Uint8Array {
  const header = Buffer.alloc(10);
  header.writeUInt8(0b10);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  // The colour behind all of it, which nobody sees, and 0 repetitions, which is no end.
  const animation = Buffer.from([255, 255, 255, 255, 0, 0]);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', header),
    chunk('ANIM', animation),
    ...frames.map((frame) => chunk('ANMF', frameOf(frame))),
  ]);
  return chunk('RIFF', body);
}

function frameOf({ x, y, width, height, still, duration }: WebpFrame): Buffer {
  if (x % 2 !== 0 || y % 2 !== 0)
    throw new Error(`A frame stands at ${x}, ${y}: both must be even.`);
  const header = Buffer.alloc(16);
  header.writeUIntLE(x / 2, 0, 3);
  header.writeUIntLE(y / 2, 3, 3);
  header.writeUIntLE(width - 1, 6, 3);
  header.writeUIntLE(height - 1, 9, 3);
  header.writeUIntLE(duration, 12, 3);
  // Not blended, and left standing.
  header.writeUInt8(0b10, 15);
  return Buffer.concat([header, ...picturesIn(still)]);
}

function picturesIn(still: Uint8Array): Buffer[] {
  const file = Buffer.from(still);
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WEBP') {
    throw new Error('A frame is no WebP.');
  }
  const pictures: Buffer[] = [];
  for (let at = 12; at < file.length; ) {
    const end = at + 8 + file.readUInt32LE(at + 4);
    const whole = file.subarray(at, end + (end % 2));
    if (pictureChunks.includes(file.toString('latin1', at, at + 4))) pictures.push(whole);
    at = end + (end % 2);
  }
  return pictures;
}

/** A chunk is filled up to an even length, of which its size says nothing. */
function chunk(name: string, content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(name), size, content, Buffer.alloc(content.length % 2)]);
}
