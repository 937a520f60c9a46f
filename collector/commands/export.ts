import { readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { identityOf } from '../publish/encode.ts';
import { readPlain } from '../publish/read-plain.ts';
import { sayingOf } from '../serve/feed-content.ts';
import { headersOf } from '../serve/headers-file.ts';
import { mostFileBytes } from '../serve/published/feed-bounds.ts';
import { contentTypeOf } from '../serve/resource.ts';
import { loadSiteAssets } from '../serve/site-files.ts';
import { SiteError, type SiteFile, writeSite } from '../serve/static-site.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Command } from './command.ts';

export const exportSite: Command = {
  name: 'export',
  summary: 'writes the whole site into a folder, for any host that serves files',
  operand: {
    name: 'DIR',
    required: true,
    place: 'folder',
    does: 'folder of the site; made when missing',
  },
  options: {
    force: { type: 'boolean', does: 'write into a folder that holds other things, which stay' },
  },
  details: `The site is what nalssi serve serves: the feed as it was published last (/v1/), the scripts and maps with
those of earlier versions and the page for frames (/w/), the page at which a site owner chooses what to
paste (/) with its news pages (/demo/), the page for operators (/ops/), those of npm run docs (/api/) where it
was run, and the file _headers, by which
Netlify, Cloudflare Pages and others know caching, types and CORS.
Another host needs Access-Control-Allow-Origin: * for /v1/ and /w/.

A folder that holds an earlier export is brought up to date, file by file; scripts that pages may have
pinned stay. To keep a site live, run it after each nalssi collect:

  nalssi collect && nalssi export public

Where NALSSI_PUBLIC_URL names its address, set it for both: the feed names it then, also below a path.

What needs a server is not in it: /w/1/oembed.json, includes in /demo/sejong/, queries at
/v1/embed/ticker.html (the file of each region is there), probes and metrics.`,
  async run({ operands: [directory = ''], options, config, log, print, signal }) {
    const site = await siteOf(config(), log());
    const target = resolve(directory);
    const count = await writeSite(site, target, options['force'] === true, signal);
    print(`${count} files are in ${target}.\n`);
    return 0;
  },
};

async function siteOf(config: Config, log: Logger): Promise<ReadonlyMap<string, SiteFile>> {
  const site = new Map<string, SiteFile>();
  for (const [name, content] of await publishedFiles(config.dataDirectory)) {
    const path = `/v1/${name}`;
    site.set(path, { content, headers: headersOf(path, sayingOf(name)) });
  }
  const assets = await loadSiteAssets(config, log);
  for (const [path, resource] of assets) {
    site.set(path, { content: identityOf(resource.file), headers: headersOf(path, resource) });
  }
  return site;
}

/** The files of the last publish, by path below `/v1/`. Throws SiteError when there is none. */
async function publishedFiles(dataDirectory: string): Promise<ReadonlyMap<string, Buffer>> {
  const link = join(dataDirectory, 'feed/v1');
  try {
    // Resolved once: all files are of one process. Each is whole, whatever is published meanwhile.
    const folder = await realpath(link);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((name) => contentTypeOf(name) !== 'application/octet-stream');
    const files = names.map(async (name) => {
      const bytes = await readPlain(join(folder, name), mostFileBytes, { followsLinks: true });
      if (bytes === null) throw new Error(`${name} is no file, or larger than any of nalssi`);
      return [name, bytes] as const;
    });
    const published = new Map(await Promise.all(files));
    if (!published.has('index.json')) throw new Error('the folder there has no index.json');
    return published;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'nothing was published there yet' : (code ?? message);
    throw new SiteError(
      `There is no feed in ${link}: ${reason}. nalssi collect publishes one; NALSSI_DATA_DIR says where.`,
      { cause: error },
    );
  }
}
