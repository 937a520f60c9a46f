import manifest from './package.json' with { type: 'json' };

/** Version of the collector. */
export const version: string = manifest.version;
