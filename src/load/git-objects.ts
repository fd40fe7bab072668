import { git } from './git-command.ts';

/** One entry of a commit's tree. */
export interface GitEntry {
  readonly type: 'file' | 'link';
  readonly sha: string;
  /** Bytes; 0 also where git does not have the object. */
  readonly size: number;
}

/** Bytes of blobs that one `git cat-file` call is asked for. */
const BATCH_BYTES = 64 * 1024 * 1024;

/** Files and links of a commit by path, from the repository's top. Submodules have no content here and are left out. */
export function listCommit(gitFolder: string, commit: string): Map<string, GitEntry> {
  if (/[\0\n\r]/.test(commit)) throw new Error('a commit’s name is one line');
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', '--end-of-options', commit];
  const entries = new Map<string, GitEntry>();
  for (const record of git(gitFolder, args).toString('utf8').split('\0')) {
    const match = /^(\d+) blob ([0-9a-f]+) +(\d+|BAD)\t([^]+)$/.exec(record);
    if (match === null) continue;
    const [, mode, sha = '', size, path = ''] = match;
    entries.set(path, { type: mode === '120000' ? 'link' : 'file', sha, size: Number(size) || 0 });
  }
  return entries;
}

/** Blobs by their hash, fetched with as few `git cat-file --batch` calls as their size allows. */
export class GitObjects {
  readonly #gitFolder: string;
  readonly #blobs = new Map<string, Buffer>();

  constructor(gitFolder: string) {
    this.#gitFolder = gitFolder;
  }

  prefetch(entries: Iterable<GitEntry>): void {
    let batch: string[] = [];
    let bytes = 0;
    for (const { sha, size } of entries) {
      if (this.#blobs.has(sha)) continue;
      batch.push(sha);
      if ((bytes += size) < BATCH_BYTES) continue;
      this.#fetch(batch);
      [batch, bytes] = [[], 0];
    }
    if (batch.length > 0) this.#fetch(batch);
  }

  /** Undefined where the repository lacks the object (a partial or damaged clone). */
  blob(entry: GitEntry): Buffer | undefined {
    if (!this.#blobs.has(entry.sha)) this.#fetch([entry.sha]);
    return this.#blobs.get(entry.sha);
  }

  /** The answer is, for each hash, `<sha> blob <size>\n<bytes>\n`, or `<sha> missing\n`. */
  #fetch(shas: readonly string[]): void {
    const answer = this.#ask(shas);
    for (let at = 0; at < answer.length;) {
      const end = answer.indexOf(10, at);
      const header = answer.toString('latin1', at, end);
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
      at = end + 1;
      if (size === undefined) continue;
      this.#blobs.set(header.slice(0, header.indexOf(' ')), answer.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
  }

  /** Git fails as a whole where it would have to fetch: then those blobs stay unknown. */
  #ask(shas: readonly string[]): Buffer {
    try {
      return git(this.#gitFolder, ['cat-file', '--batch'], `${shas.join('\n')}\n`);
    } catch {
      return Buffer.alloc(0);
    }
  }
}
