import { append } from '../append.ts';
import type { Layer, Manifest, Problem } from '../../types.ts';
import { readManifest } from '../manifest.ts';
import { asObject } from '../source.ts';
import type { Source } from '../source.ts';
import type { SourceResult } from '../source-result.ts';
import { crdDocuments } from './crds.ts';
import { documentProblems } from './document-problem.ts';
import { hookProblems, isTest } from './hook-problem.ts';
import type { RenderedDocument } from './documents.ts';
import type { ChartProgram } from './program.ts';
import type { ReleaseResult } from './release.ts';

/** The same for every release of a program. */
const crdsOf = new WeakMap<ChartProgram, readonly Manifest[]>();

/** What Argo CD would apply of a release: CRDs, manifests, hooks. A document that is no object is told and left out. */
export function releaseManifests(
  source: Source,
  result: ReleaseResult,
  layers: readonly Layer[],
): Pick<SourceResult, 'manifests' | 'problems'> {
  const helm = asObject(source.spec['helm']);
  const manifests: Manifest[] = helm?.['skipCrds'] === true ? [] : [...crdManifests(result.program)];
  const problems: Problem[] = [];
  const hooks = result.hooks.filter((each) => helm?.['skipTests'] !== true || !isTest(each));
  append(problems, hookProblems({ ...result, hooks }, result.program, source, layers));
  for (const document of [...result.manifests, ...hooks]) {
    const { output, offset, duplicates } = document;
    const read = readRendered(document);
    if ('manifests' in read) append(manifests, read.manifests);
    else {
      const fault = { output, offset, message: `the document ${read.reason}` };
      append(problems, documentProblems([fault], result.program, source, layers));
    }
    append(problems, documentProblems(duplicates, result.program, source, layers, 'yaml-duplicate-key'));
  }
  return { manifests, problems };
}

function readRendered({ value, text, offset, output }: RenderedDocument): ReturnType<typeof readManifest> {
  return readManifest(value, text, { kind: 'template', file: output.file, log: output.log, offset });
}

function crdManifests(program: ChartProgram): readonly Manifest[] {
  let manifests = crdsOf.get(program);
  if (manifests === undefined) crdsOf.set(program, (manifests = readCrds(program)));
  return manifests;
}

function readCrds({ root }: ChartProgram): readonly Manifest[] {
  return crdDocuments(root).flatMap(({ origin, text, value }) => {
    const read = readManifest(value, text, { kind: 'file', origin });
    return 'manifests' in read ? read.manifests : [];
  });
}
