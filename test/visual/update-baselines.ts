import { writeFileSync } from 'node:fs';
import { baselineOf, siteBaselineOf } from './baselines.ts';
import { type SceneName, Studio, scenes } from './scenes.ts';
import { SiteStudio, sitePageNames, siteWidths } from './site-pages.ts';

// npm run baselines: takes all pictures anew. Look at each of them before you commit it.

await using studio = await Studio.open();
for (const name of Object.keys(scenes) as SceneName[]) {
  writeFileSync(baselineOf(name), await studio.take(name));
}

await using site = await SiteStudio.open();
for (const name of sitePageNames) {
  for (const width of siteWidths) {
    writeFileSync(siteBaselineOf(name, width), await site.take(name, { width }));
  }
}
