import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeManifest, manifestText } from './manifest.ts';
import { withTables } from './tables.ts';

// `npm run docs`: custom-elements.json and the tables of the README from the docstrings.

const widget = join(import.meta.dirname, '..');
const readme = join(widget, 'README.md');
const manifest = makeManifest();
writeFileSync(join(widget, 'custom-elements.json'), manifestText(manifest));
writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), manifest));
