import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { encodeAll, hashDigits } from '../../../collector/publish/encode.ts';

// Publishes into the directory it is given, one publish after another, until it is killed. Says so
// after the first one.

const publisher = new DirectoryPublisher(process.argv[2] ?? '');
for (let sequence = 1; ; sequence += 1) {
  const content = JSON.stringify({ sequence, filling: String(sequence).repeat(2000) });
  const [file] = (await encodeAll(new Map([['ticker.json', content]]))).values();
  if (file === undefined) throw new Error('Nothing was encoded.');
  // The tag is one that a reader can foretell, so that it can be held against the body.
  const hash = String(sequence).padStart(hashDigits, '0');
  await publisher.publish({ sequence }, new Map([['ticker.json', { ...file, hash }]]));
  if (sequence === 1) process.stdout.write('published\n');
}
