/** Single files of web servers, which kustomizations name as resources, patches and so on. */
import { digestOf, withoutCredentials } from '../load/index.ts';
import type { Json } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import { Shared, type FetchContext, type Fetched, type Fetcher } from './fetched.ts';
import { FetchFailure } from './fetch-failure.ts';
import { get } from './http.ts';
import { PartialFile } from './partial.ts';

/** Larger ones can't be read anyway (`limits.fileBytes`). */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

export function fileFetcher(context: FetchContext): Fetcher {
  const files = new Shared<Fetched>({ keep: false });
  return ({ repoURL }) => {
    const text = withoutCredentials(repoURL);
    if (!URL.canParse(text)) throw new FetchFailure(`${text} is no web address`);
    const url = new URL(text);
    return files.get(url.href, () => fetchFile(url, context));
  };
}

async function fetchFile(url: URL, context: FetchContext): Promise<Fetched> {
  const { credentials, partialFolder } = context;
  const request = {
    url,
    maxBytes: MAX_FILE_BYTES,
    partial: new PartialFile(partialFolder, url),
    ...credentials.webServer(url),
  };
  const { bytes } = await get(request, context);
  return { resolved: '', digest: digestOf(bytes), archive: bytes };
}

/**
 * Kustomize takes an address for a repository's when what its server answers are no objects, such as the page that a
 * forge shows of it.
 */
export function holdsObjects(bytes: Uint8Array): boolean {
  const { documents, problems } = parseYaml(Buffer.from(bytes).toString('utf8'));
  if (problems.some(({ code }) => code !== 'duplicate-key')) return false;
  const objects = documents.map(({ value }) => value).filter((value) => value !== null);
  return objects.length > 0 && objects.every((value) => hasKind(value));
}

function hasKind(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'kind' in value;
}
