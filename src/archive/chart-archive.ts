import { ArchiveError, tarEntries, unzip } from './tar.ts';

const MAX_CHART_BYTES = 100 * 1024 * 1024;
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/**
 * The files of a packaged chart (`.tgz`) by their paths inside it, bounded and refused as Helm's pkg/chart/loader/archive
 * does. Links and devices are left out. @throws ArchiveError
 */
export function chartContents(bytes: Uint8Array): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  const tooLarge = `decompressed chart is larger than the maximum size ${MAX_CHART_BYTES}`;
  for (const { name, type, content } of tarEntries(unzip(bytes, MAX_CHART_BYTES, tooLarge))) {
    if (type !== 'file') continue;
    if (content.length > MAX_FILE_BYTES) {
      throw new ArchiveError(
        `decompressed chart file "${name}" is larger than the maximum file size ${MAX_FILE_BYTES}`,
      );
    }
    contents.set(pathInChart(name), content);
  }
  if (contents.size === 0) throw new ArchiveError('no files in chart archive');
  return contents;
}

/** Without the folder that every packaged chart has at its top. */
function pathInChart(name: string): string {
  const parts = name.replaceAll('\\', '/').split('/');
  if (parts[0] === 'Chart.yaml') throw new ArchiveError('chart yaml not in base directory');
  const path = parts.slice(1);
  if (path[0] === '') throw new ArchiveError('chart illegally contains absolute paths');
  if (path.includes('..')) throw new ArchiveError('chart illegally references parent directory');
  const clean = path.filter((part) => part !== '' && part !== '.').join('/');
  if (clean === '')
    throw new ArchiveError(`chart illegally contains content outside the base directory: "${name}"`);
  return clean;
}
