import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/** The folder that holds `policies/generated`: the package's top, whether this runs from `src/` or bundled from `dist/`. */
export function packageFolder(): string {
  found ??= search(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function search(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'policies', 'generated', 'rules.json'))) return folder;
    if (folder === dirname(folder)) throw new Error('the package lacks policies/generated; reinstall it');
  }
}
