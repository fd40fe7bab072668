import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { nearestInOrigin, parsePath } from '../../src/trace/index.ts';
import type { Application, Location, Trees } from '../../src/types.ts';
import { type Case, CASES, HERE, indented, THERE } from './parameter-origin-cases.ts';

function setOf({ generators, text = '', template, patch, old }: Case): string {
  const own = template ?? `spec: {source: {targetRevision: '${text}'}} # the template`;
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: set}
spec:
  goTemplate: ${old !== true}
  generators:
${indented(generators, 4)}
  template:
${indented(own.includes('metadata:') ? own : `metadata: {name: '${old === true ? '{{name}}' : '{{ .name }}'}'}\n${own}`, 4)}
${patch === undefined ? '' : `  templatePatch: |\n${indented(patch, 4)}`}
`;
}

function applicationOf(given: Case): { application: Application; read: (file: string) => string } {
  const files = { ...given.files, 'set.yaml': setOf(given), 'plimsoll.yaml': given.config ?? '' };
  const checked = memoryTree(files);
  const other = memoryTree(given.others ?? {}, '../fleet/');
  const trees: Trees = {
    checked,
    resolve: (url) => (url === HERE ? { tree: checked } : url === THERE ? { tree: other } : { reason: '' }),
  };
  const config = { ...configFrom(JSON.parse(given.config ?? '{}')), file: 'plimsoll.yaml' };
  const { applications, problems } = expand(discover(trees, config), trees, config);
  const application = applications.find(({ name }) => given.name === undefined || name === given.name);
  if (application === undefined) throw new Error(JSON.stringify(problems));
  const texts = new Map(Object.entries({ ...files, ...prefixed(given.others) }));
  return { application, read: (file) => texts.get(file) ?? '' };
}

function prefixed(files: Case['others'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`../fleet/${path}`, text]));
}

/** `file: what stands there`, then each related place. */
function placesOf(given: Case): string[] {
  const { application, read } = applicationOf(given);
  const path = parsePath(given.field ?? 'spec.source.targetRevision')!;
  const found = nearestInOrigin(application.origin, path, given.focus);
  const shown = ({ file, range: { start, end } }: Location): string => {
    const line = read(file).split('\n')[start.line - 1] ?? '';
    return `${file}:${start.line} ${line.slice(start.character - 1, start.line === end.line ? end.character - 1 : undefined)}`;
  };
  return [shown(found), ...(found.via?.places ?? []).map((place) => `${shown(place)} | ${place.message}`)];
}

describe('where a field leads to that a parameter fills in', () => {
  it.each(CASES)('%s', (_, given, expected) => {
    expect(placesOf(given)).toEqual(expected);
  });
});
