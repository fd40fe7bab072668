import { APPLIED_HELM_HOOKS } from '../../argocd/sync-role.ts';
import type { Layer, Problem, Severity } from '../../types.ts';
import type { Source } from '../source.ts';
import { documentProblems } from './document-problem.ts';
import { HOOKS } from './documents.ts';
import type { RenderedDocument, SortedDocuments } from './documents.ts';
import type { ChartProgram } from './program.ts';

/** Hooks that nothing will run, each on the template's line that says so. */
export function hookProblems(
  { hooks, unknownHooks }: Pick<SortedDocuments, 'hooks' | 'unknownHooks'>,
  program: ChartProgram,
  source: Source,
  layers: readonly Layer[],
): Problem[] {
  const told = (document: RenderedDocument, message: string, severity: Severity): Problem[] => {
    const offset = document.offset + Math.max(document.text.indexOf('helm.sh/hook'), 0);
    const fault = { output: document.output, offset, message };
    return documentProblems([fault], program, source, layers, 'hook-unknown').map((problem) => ({
      ...problem,
      severity,
    }));
  };
  const ignored = hooks.filter((each) => !isApplied(each) && !isTest(each) && !hasOwnHook(each));
  return [
    ...unknownHooks.flatMap((each) => told(each, unknownMessage(each), 'error')),
    ...ignored.flatMap((each) => told(each, ignoredMessage(each), 'warning')),
  ];
}

function isApplied({ hooks }: RenderedDocument): boolean {
  return hooks.some((hook) => APPLIED_HELM_HOOKS.has(hook));
}

/** `helm test` runs it when somebody asks; that Argo CD does not is no fault of anybody's. */
export function isTest({ hooks }: RenderedDocument): boolean {
  return hooks.includes('test') || hooks.includes('test-success');
}

/** Argo CD's own annotation goes before Helm's. */
function hasOwnHook({ text }: RenderedDocument): boolean {
  return text.includes('argocd.argoproj.io/hook:');
}

function unknownMessage(document: RenderedDocument): string {
  const unknown = document.hooks.filter((hook) => !HOOKS.has(hook)).map((hook) => JSON.stringify(hook));
  return `Helm knows no hook ${unknown.join(', ')} and leaves ${nameOf(document)} out`;
}

function ignoredMessage(document: RenderedDocument): string {
  return `Argo CD never applies ${nameOf(document)}: it has no counterpart of the hook ${document.hooks.join(', ')}`;
}

function nameOf({ kind, value }: RenderedDocument): string {
  const metadata = (value as { readonly metadata?: { readonly name?: unknown } } | null)?.metadata;
  const name = typeof metadata?.name === 'string' ? ` ${metadata.name}` : '';
  return `${kind || 'the document'}${name}`;
}
