import { ArchiveError, chartContents, tarEntries, unzip } from '../archive/index.ts';
import { MAX_UNPACKED_BYTES } from '../load/index.ts';
import { FetchFailure } from './fetch-failure.ts';

/** Refuses what `check` could not read, or should not. */
export function checkChart(bytes: Uint8Array, what: string): void {
  try {
    const tar = unzip(bytes, MAX_UNPACKED_BYTES, 'is too large');
    if (!chartContents(bytes).has('Chart.yaml')) throw new ArchiveError('has no Chart.yaml');
    for (const { name, type } of tarEntries(tar)) {
      if (type !== 'file') throw new ArchiveError(`holds ${JSON.stringify(name)}, a link or device`);
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new FetchFailure(`the archive of ${what} is refused: ${error.message}`, { cause: error });
  }
}
