/** Packaged charts (`.tgz`), bounded and refused as Helm's pkg/chart/loader/archive does. */
import { posix } from 'node:path';
import { ArchiveError } from './archive-error.ts';
import { gunzip } from './gunzip.ts';
import { lfsPointer } from './lfs-pointer.ts';
import { unpackedEntries, type TarEntry } from './tar.ts';

const MAX_CHART_BYTES = 100 * 1024 * 1024;
const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** Of the whole archive, headers included, which Helm does not bound: 100,000 files of a chart that is as large as it may be. */
const MAX_ARCHIVE_BYTES = MAX_CHART_BYTES + 64 * 1024 * 1024;

/**
 * The files of a packaged chart by their paths inside it. Where a path stands there twice the last one counts, as it does
 * in Helm; but of packaged subcharts the first. A link or device is an empty file. @throws ArchiveError
 */
export function chartContents(bytes: Uint8Array): Map<string, Uint8Array> {
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) throw new ArchiveError(pointer);
  const contents = new Map<string, Uint8Array>();
  let left = MAX_CHART_BYTES;
  for (const entry of unpackedEntries(gunzip(bytes, MAX_ARCHIVE_BYTES, TOO_LARGE))) {
    const path = pathInChart(entry.name);
    const content = boundedContent(entry, left);
    left -= content.length;
    if (left <= 0) throw new ArchiveError(TOO_LARGE);
    if (!contents.has(path) || !PACKED_SUBCHART.test(path)) contents.set(path, withoutMark(content));
  }
  if (contents.size === 0) throw new ArchiveError('no files in chart archive');
  return contents;
}

const TOO_LARGE = `decompressed chart is larger than the maximum size ${MAX_CHART_BYTES}`;
const PACKED_SUBCHART = /^charts\/[^/]+\.tgz$/;

/** Without the folder that every packaged chart has at its top. */
function pathInChart(name: string): string {
  const delimiter = name.includes('\\') ? '\\' : '/';
  const [top, ...parts] = name.split(delimiter);
  const written = parts.join('/');
  if (written.startsWith('/')) throw new ArchiveError('chart illegally contains absolute paths');
  const path = posix.normalize(written).replace(/\/$/, '');
  if (path === '.')
    throw new ArchiveError(
      `chart illegally contains content outside the base directory: ${JSON.stringify(name)}`,
    );
  if (path.startsWith('..')) throw new ArchiveError('chart illegally references parent directory');
  if (/^[a-zA-Z]:\//.test(path)) throw new ArchiveError('chart contains illegally named files');
  if (top === 'Chart.yaml') throw new ArchiveError('chart yaml not in base directory');
  return path;
}

function boundedContent(entry: TarEntry, left: number): Uint8Array {
  const { name, size } = entry;
  if (size > left) throw new ArchiveError(TOO_LARGE);
  if (size > MAX_FILE_BYTES)
    throw new ArchiveError(
      `decompressed chart file ${JSON.stringify(name)} is larger than the maximum file size ${MAX_FILE_BYTES}`,
    );
  const { content } = entry;
  if (content.length < size) throw new ArchiveError(TOO_LARGE);
  return content;
}

function withoutMark(content: Uint8Array): Uint8Array {
  const marked = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  return marked ? content.subarray(3) : content;
}
