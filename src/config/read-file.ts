import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

const MAX_CONFIG_BYTES = 1024 * 1024;

export type ConfigText = { readonly text: string } | { readonly missing: true } | { readonly fault: string };

/** A config file's text. With `within`, it was found there and not named by a person: a link must not lead out of it. */
export function readConfigFile(file: string, within: string | undefined): ConfigText {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return { missing: true };
    if (!stat.isFile()) return { fault: 'the config file is not a file' };
    if (stat.size > MAX_CONFIG_BYTES) return { fault: 'the config file is larger than 1 MiB' };
    if (within !== undefined && leaves(within, file)) {
      return { fault: 'the config file is a symbolic link that leads out of the checked folder' };
    }
    return { text: readFileSync(file, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return {
      fault: `the config file cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    };
  }
}

function leaves(folder: string, file: string): boolean {
  const path = relative(realpathSync.native(folder), realpathSync.native(file));
  return path.startsWith(`..${sep}`) || isAbsolute(path);
}
