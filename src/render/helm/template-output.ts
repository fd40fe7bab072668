/** What `helm template` prints of a release, or writes into a folder. Mirrors Helm's pkg/cmd/template.go and `renderResources`. */
import { streamDocument } from '../manifest-stream.ts';
import { baseName } from '../paths.ts';
import type { ChartNode } from './dependencies.ts';
import type { RenderedDocument } from './documents.ts';
import { trimSpace } from './document-parts.ts';
import { isTest } from './hook-problem.ts';
import type { ReleaseResult } from './release.ts';
import { selectDocuments } from './show-only.ts';
import type { HelmVersion } from './version/index.ts';

export interface OutputOptions {
  readonly includeCrds: boolean;
  readonly noHooks: boolean;
  readonly skipTests: boolean;
  /** Names of templates inside the chart; `*` and `?` match within a folder. */
  readonly showOnly: readonly string[];
  /** Write documents to files instead of printing them. */
  readonly toFiles?: boolean;
}

/** One document for a file of the output folder; those of one path stand in one file, in order. */
export interface OutputFile {
  /** e.g. `shop/templates/service.yaml`. */
  readonly path: string;
  readonly text: string;
  readonly kind: 'crd' | 'manifest' | 'hook';
}

export interface Output {
  readonly stdout: string;
  readonly files: readonly OutputFile[];
  /** A template that `showOnly` names and that gave nothing. */
  readonly missing?: string;
}

/** A release that came out well. */
export function releaseOutput(result: ReleaseResult, options: OutputOptions, helm: HelmVersion): Output {
  const crds = options.includeCrds ? crdFiles(result.program.root) : [];
  const manifests = [...crds, ...result.manifests.map(fileOf('manifest'))];
  return output(manifests, result.hooks, options, helm);
}

/** For `--debug`: whatever the templates gave, where one document is no YAML, and the hooks that were read before it. */
export function brokenOutput(
  { outputs, refused, hooks }: ReleaseResult,
  options: OutputOptions,
  helm: HelmVersion,
): Output {
  const [fault] = refused;
  const read = hooks.filter((hook) => fault === undefined || hook.output.name < fault.output.name);
  const texts = outputs
    .filter(({ name, text }) => !baseName(name).endsWith('NOTES.txt') && trimSpace(text) !== '')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => ({ path: name, text, kind: 'manifest' as const }));
  return output(texts, read, { ...options, toFiles: false }, helm);
}

/** For `--debug`: what is left where a template failed. */
export function emptyOutput(options: OutputOptions, helm: HelmVersion): Output {
  return output([], [], options, helm);
}

function output(
  manifests: readonly OutputFile[],
  hooks: readonly RenderedDocument[],
  options: OutputOptions,
  helm: HelmVersion,
): Output {
  const shown = options.noHooks ? [] : hooks.filter((hook) => !options.skipTests || !isTest(hook));
  const hookFiles = shown.map(fileOf('hook'));
  const isWritten = options.toFiles === true;
  const files = isWritten ? [...manifests, ...hookFiles] : [];
  const all = isWritten ? '\n' : `${trimSpace(stream(manifests))}\n${stream(hookFiles)}`;
  if (options.showOnly.length === 0) return { stdout: all, files };
  const selected = selectDocuments(all, options.showOnly, helm);
  if ('missing' in selected) return { stdout: '', files, missing: selected.missing };
  return { stdout: selected.documents.map((document) => `---\n${document}\n`).join(''), files };
}

function fileOf(kind: OutputFile['kind']): (document: RenderedDocument) => OutputFile {
  return ({ output: { name }, text }) => ({ path: name, text, kind });
}

function stream(files: readonly OutputFile[]): string {
  return files.map(({ path, text }) => streamDocument(path, text)).join('');
}

function crdFiles(node: ChartNode): OutputFile[] {
  const own = node.chart.crds.map(({ name, text }) => ({
    path: `${node.fullPath}/${name}`,
    text,
    kind: 'crd' as const,
  }));
  return [...own, ...node.dependencies.flatMap(crdFiles)];
}
