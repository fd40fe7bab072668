import { describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { discover } from '../../src/discover/index.ts';
import { expand } from '../../src/expand/index.ts';
import { memoryTree } from '../../src/load/index.ts';
import { nearestInOrigin, parsePath, valueAt } from '../../src/trace/index.ts';
import type { Application, FieldPath, Json, JsonObject, Location, Trees } from '../../src/types.ts';
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

/** Path → text, those of the other repository below `../fleet/`. */
type Texts = Readonly<Record<string, string>>;

function textsOf(given: Case): Texts {
  const { files, others, config = '' } = given;
  return { ...files, 'set.yaml': setOf(given), 'plimsoll.yaml': config, ...prefixed(others) };
}

function isOther([path]: readonly [string, string]): boolean {
  return path.startsWith('../fleet/');
}

function applicationsOf(texts: Texts): readonly Application[] {
  const entries = Object.entries(texts);
  const checked = memoryTree(Object.fromEntries(entries.filter((entry) => !isOther(entry))));
  const others = entries.filter(isOther).map(([path, text]) => [path.slice('../fleet/'.length), text]);
  const other = memoryTree(Object.fromEntries(others), '../fleet/');
  const trees: Trees = {
    checked,
    resolve: (url) => (url === HERE ? { tree: checked } : url === THERE ? { tree: other } : { reason: '' }),
  };
  const config = { ...configFrom(JSON.parse(texts['plimsoll.yaml'] || '{}')), file: 'plimsoll.yaml' };
  return expand(discover(trees, config), trees, config).applications;
}

function fieldOf({ field = 'spec.source.targetRevision' }: Case): FieldPath {
  return parsePath(field)!;
}

function placeOf(given: Case, texts: Texts): Location {
  const application = applicationsOf(texts).find(
    ({ name }) => given.name === undefined || name === given.name,
  );
  if (application === undefined) throw new Error('there is no such Application');
  return nearestInOrigin(application.origin, fieldOf(given), given.focus);
}

function prefixed(files: Case['others'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`../fleet/${path}`, text]));
}

/** What stands at a place. */
function textAt(texts: Texts, { file, range: { start, end } }: Location): string {
  const line = texts[file]?.split('\n')[start.line - 1] ?? '';
  return line.slice(start.character - 1, start.line === end.line ? end.character - 1 : undefined);
}

/** `file:line what stands there`, then each related place. */
function placesOf(given: Case): string[] {
  const texts = textsOf(given);
  const found = placeOf(given, texts);
  const shown = (place: Location): string =>
    `${place.file}:${place.range.start.line} ${textAt(texts, place)}`;
  return [shown(found), ...(found.via?.places ?? []).map((place) => `${shown(place)} | ${place.message}`)];
}

/** The texts with another at a place: one letter more, before a quote that ends it. */
function changedAt(texts: Texts, place: Location): Texts {
  const { file, range } = place;
  const lines = texts[file]!.split('\n');
  const at = range.end.character - (/["']$/.test(textAt(texts, place)) ? 2 : 1);
  const line = lines[range.end.line - 1]!;
  lines[range.end.line - 1] = `${line.slice(0, at)}x${line.slice(at)}`;
  return { ...texts, [file]: lines.join('\n') };
}

describe('where a field leads to that a parameter fills in', () => {
  it.each(CASES)('%s', (_, given, expected) => {
    expect(placesOf(given)).toEqual(expected);
  });

  const decided = CASES.filter(([, , [, beside = '']]) =>
    beside.endsWith('the ApplicationSet reads it here'),
  );
  it.each(decided)('is another with another text there: %s', (_, given) => {
    const texts = textsOf(given);
    const values = (each: Texts): unknown[] =>
      applicationsOf(each).map(({ object }) => valueOf(object, given));
    expect(values(changedAt(texts, placeOf(given, texts)))).not.toEqual(values(texts));
  });
});

/** Of a field inside of a text the text. */
function valueOf(object: JsonObject, given: Case): Json | undefined {
  return valueAt(object, fieldOf(given)) ?? valueAt(object, ['spec', 'source', 'helm', 'values']);
}
