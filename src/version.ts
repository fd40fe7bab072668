import manifest from '../package.json' with { type: 'json' };

/** Plimsoll's own version. */
export const VERSION: string = manifest.version;
