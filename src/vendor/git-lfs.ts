/** The files for which Git LFS pointers stand, by the batch API of the repository's LFS server: neither git-lfs nor a filter runs. */
import { digestOf, lfsPointers, MAX_FILE_BYTES, withoutCredentials, type GitPart } from '../load/index.ts';
import type { Json, JsonObject } from '../types.ts';
import { basic } from './credentials.ts';
import type { FetchContext } from './fetched.ts';
import { FetchFailure, shown } from './fetch-failure.ts';
import { get, type HttpAnswer, type HttpRequest } from './http.ts';
import { lfsPlaceBySsh, type LfsPlace } from './lfs-over-ssh.ts';
import { PartialFile } from './partial.ts';
import { runGit, type GitRun } from './run-git.ts';

const MEDIA_TYPE = 'application/vnd.git-lfs+json';
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** What git-lfs asks for in one request. */
const BATCH = 100;

interface LargeFiles {
  /** By SHA-256, in hexadecimal digits. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly notes: readonly string[];
}

type Pointer = ReturnType<typeof lfsPointers>[number];

/** @throws FetchFailure */
export async function fetchLfs(
  run: GitRun,
  part: GitPart,
  repoURL: string,
  context: FetchContext,
): Promise<LargeFiles> {
  const all = lfsPointers(part);
  const wanted = [...new Map(all.filter(isReadable).map((pointer) => [pointer.oid, pointer])).values()];
  const notes = all
    .filter((pointer) => !isReadable(pointer))
    .map(({ path }) => `${path} of ${repoURL} stays a Git LFS pointer: its file is too large to be read`);
  const files = new Map<string, Buffer>();
  if (wanted.length === 0) return { files, notes };
  const server = new LfsServer(await placeOf(run, part.commit, repoURL), run, context);
  for (let at = 0; at < wanted.length; at += BATCH) {
    for (const [oid, file] of await server.fetch(wanted.slice(at, at + BATCH))) files.set(oid, file);
  }
  return { files, notes };
}

function isReadable({ size }: Pointer): boolean {
  return size <= MAX_FILE_BYTES;
}

/**
 * `lfs.url` of .lfsconfig, which git-lfs heeds as well; what the repository's server says by SSH; else the place that the
 * specification derives from the repository's.
 */
async function placeOf(run: GitRun, commit: string, repoURL: string): Promise<LfsPlace> {
  const configured = await configuredServer(run, commit);
  const bySsh = configured === undefined ? await lfsPlaceBySsh(run, repoURL) : undefined;
  const place = bySsh ?? {
    href: configured ?? `${repoURL.replace(/\/+$/, '').replace(/\.git$/, '')}.git/info/lfs`,
  };
  if (/^https?:\/\//i.test(place.href) && URL.canParse(place.href)) return place;
  throw new FetchFailure(`it has Git LFS files, and their server ${place.href} is not spoken to over HTTPS`);
}

async function configuredServer(run: GitRun, commit: string): Promise<string | undefined> {
  const isThere = await runGit(run, [
    'ls-tree',
    '--full-tree',
    '--end-of-options',
    commit,
    '--',
    '.lfsconfig',
  ]);
  if (!isThere.startsWith('100')) return undefined;
  const settings = await runGit(run, [
    'config',
    '--no-includes',
    '--blob',
    `${commit}:.lfsconfig`,
    '-z',
    '--list',
  ]);
  const own = settings.split('\0').findLast((setting) => setting.startsWith('lfs.url\n'));
  return own === undefined ? undefined : withoutCredentials(own.slice('lfs.url\n'.length));
}

/** Credentials are those that git has for the server, asked for when it wants some. */
class LfsServer {
  readonly #url: URL;
  readonly #run: GitRun;
  readonly #context: FetchContext;
  #authorization: string | undefined;

  constructor({ href, authorization }: LfsPlace, run: GitRun, context: FetchContext) {
    this.#url = new URL(href);
    this.#authorization = authorization;
    this.#run = run;
    this.#context = context;
  }

  async fetch(pointers: readonly Pointer[]): Promise<[oid: string, file: Buffer][]> {
    const answers = objectsIn(await this.#batch(pointers));
    const files: [string, Buffer][] = [];
    for (const pointer of pointers)
      files.push([pointer.oid, await this.#file(pointer, answers.get(pointer.oid))]);
    return files;
  }

  async #batch(pointers: readonly Pointer[]): Promise<HttpAnswer> {
    const objects = pointers.map(({ oid, size }) => ({ oid, size }));
    const request: HttpRequest = {
      url: new URL(`${this.#url.href.replace(/\/+$/, '')}/objects/batch`),
      method: 'POST',
      body: JSON.stringify({ operation: 'download', transfers: ['basic'], objects, hash_algo: 'sha256' }),
      headers: { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE },
      maxBytes: MAX_ANSWER_BYTES,
    };
    const first = await get({ ...request, ...this.#authorized(), accept: [401] }, this.#context);
    if (first.status !== 401) return first;
    this.#authorization = await this.#ask();
    return get({ ...request, ...this.#authorized() }, this.#context);
  }

  #authorized(): Pick<HttpRequest, 'authorization'> {
    return this.#authorization === undefined ? {} : { authorization: this.#authorization };
  }

  async #ask(): Promise<string> {
    const { protocol, host, pathname } = this.#url;
    const input = `protocol=${protocol.slice(0, -1)}\nhost=${host}\npath=${pathname.slice(1)}\n\n`;
    const answer = await runGit(this.#run, ['credential', 'fill'], input);
    const [username, password] = ['username', 'password'].map(
      (key) => new RegExp(`^${key}=(.*)$`, 'm').exec(answer)?.[1],
    );
    if (username === undefined || password === undefined)
      throw new FetchFailure(`${shown(this.#url)} wants credentials, and git has none for it`);
    return basic({ username, password });
  }

  async #file({ path, oid, size }: Pointer, answer: JsonObject | undefined): Promise<Buffer> {
    const download = object(object(answer?.['actions'])['download']);
    const href = download['href'];
    if (typeof href !== 'string' || !URL.canParse(href, this.#url.href)) {
      const { message } = object(answer?.['error']);
      const why = typeof message === 'string' ? `: ${message}` : '';
      throw new FetchFailure(`${shown(this.#url)} does not give the Git LFS file ${path}${why}`);
    }
    const url = new URL(href, this.#url);
    const partial = new PartialFile(this.#context.partialFolder, url, `sha256:${oid}`);
    const { bytes } = await get(
      { url, maxBytes: size, partial, ...this.#headers(url, download) },
      this.#context,
    );
    if (digestOf(bytes) === `sha256:${oid}`) return bytes;
    throw new FetchFailure(
      `${shown(url)} is not the Git LFS file ${path}: it is ${digestOf(bytes)}, not sha256:${oid}`,
    );
  }

  /** What the server says that a download wants; else, of the same host, what it wanted itself. */
  #headers(url: URL, { header }: JsonObject): Pick<HttpRequest, 'headers' | 'authorization'> {
    const given = Object.entries(object(header)).map(([name, value]) => [name.toLowerCase(), value] as const);
    // Their keys are the server's; those of the transfer itself are ours.
    const headers = given.filter(
      ([name, value]) => typeof value === 'string' && /^(?:accept|x-[\w-]+)$/.test(name),
    );
    const own = given.find(([name]) => name === 'authorization')?.[1];
    const authorization =
      typeof own === 'string' ? own : url.origin === this.#url.origin && this.#authorization;
    return {
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(authorization && { authorization }),
    };
  }
}

function objectsIn({ bytes, url }: HttpAnswer): Map<string, JsonObject> {
  try {
    const { objects } = JSON.parse(bytes.toString('utf8')) as { readonly objects?: Json };
    if (Array.isArray(objects))
      return new Map((objects as readonly Json[]).map((each) => [String(object(each)['oid']), object(each)]));
  } catch {
    // Told below, as any other text that is no such answer.
  }
  throw new FetchFailure(`${shown(url)} answers no list of Git LFS objects`);
}

function object(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
