import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { observationsFile, stationsFile } from '@nalssi/schemas';
import { sourceIds } from '../../../collector/sources/source-id.ts';
import { testKeys, Workbench } from '../../collector/workbench.ts';
import { country } from '../../upstream/country.ts';

/**
 * `node test/widget/operators/record-published.ts`: publishes the country from all sources, and keeps what the
 * collector wrote of some stations in `published/`, for the fixtures of the ops page.
 */
const stationsKept = '90 105 108 112 119 129 131 133 143 156 159 184 232 238 565 551'.split(' ');
const directory = join(import.meta.dirname, 'published');

await using bench = await Workbench.start(country('2024-11-24T07:38:00+09:00'), {
  sources: sourceIds,
  keys: testKeys,
  startAt: '2024-11-24T07:36:30+09:00',
  output: 'compressed',
});
bench.upstream.serve(country('2024-11-24T07:38:00+09:00'), [
  {
    kind: 'heavy-snow',
    level: 'advisory',
    zone: { id: 'L1010500', name: '시흥시' },
    parent: { id: 'L1010000', name: '경기도' },
    command: '발표',
    issuedAt: '2024-11-24T05:00:00+09:00',
    effectiveAt: '2024-11-24T06:00:00+09:00',
  },
]);
for (let minute = 0; minute < 3; minute += 1) {
  await bench.pullAll();
  bench.clock.advance(1);
}
await bench.pullAll();

const isKept = (id: string) => stationsKept.includes(id);
const health = await bench.health();
const read = async (name: string) =>
  JSON.parse(await readFile(join(bench.directory, 'feed/v1', name), 'utf8'));
const observations = observationsFile.parse(await read('observations.json'));
const stations = stationsFile.parse(await read('stations.json'));
const warnings = await bench.warningsInForce();
const files = {
  health,
  observations: {
    ...observations,
    observations: observations.observations.filter(({ station }) => isKept(station)),
  },
  stations: { ...stations, stations: stations.stations.filter(({ id }) => isKept(id)) },
  warnings,
};
await mkdir(directory, { recursive: true });
for (const [name, file] of Object.entries(files)) {
  await writeFile(join(directory, `${name}.json`), `${JSON.stringify(file, null, 2)}\n`);
}
