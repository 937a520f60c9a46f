import { writeFileSync } from 'node:fs';
import { baselineOf } from './baselines.ts';
import { type SceneName, Studio, scenes } from './scenes.ts';

// npm run baselines: takes all pictures anew. Look at each of them before you commit it.

await using studio = await Studio.open();
for (const name of Object.keys(scenes) as SceneName[]) {
  writeFileSync(baselineOf(name), await studio.take(name));
}
