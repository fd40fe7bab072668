/**
 * Compares the ApplicationSets of real repositories with the program beside this file: `node --import tsx
 * tools/argocd/folders.ts PROGRAM FOLDER…`, where PROGRAM is what `go build` makes of it and each FOLDER a git working
 * tree, which stands for every repository that its ApplicationSets name. The clusters are made up: one without labels,
 * and one for each selector of a clusters generator. Each difference is printed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generate } from '../../src/generate.ts';
import type { Json, JsonObject } from '../../src/types.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { type Answer, isFault } from '../../test/conformance/applicationsets/compare.ts';

interface Question {
  readonly name: string;
  readonly applicationSet: JsonObject;
  readonly folder: string;
  readonly clusters: readonly JsonObject[];
}

const [program = '', ...folders] = process.argv.slice(2);
const questions = folders.flatMap((folder) => questionsOf(resolve(folder)));
const answers = answersTo(questions);
let [different, applications, failures] = [0, 0, 0];
for (const [index, question] of questions.entries()) {
  const { applications: made, error } = answers[index]!;
  const ours = ourAnswerTo(question);
  const [left, right] = [sortedTexts(ours.applications), sortedTexts(made.map(asPrinted))];
  applications += made.length;
  if (error !== undefined) failures++;
  // With an error neither prints anything.
  // Nobody answers for an SCM or a plugin here.
  if (ours.errors.some((text) => text.startsWith('generator-unresolved'))) continue;
  const isSame =
    error === undefined ? ours.errors.length === 0 && left.join() === right.join() : ours.errors.length > 0;
  if (isSame) continue;
  different++;
  console.log(
    JSON.stringify(
      {
        name: question.name,
        argo: error,
        ours: ours.errors,
        argoOnly: firstOnlyIn(right, left),
        oursOnly: firstOnlyIn(left, right),
      },
      null,
      1,
    ),
  );
}
console.log(
  `${different} of ${questions.length} ApplicationSets differ; they make ${applications} Applications, ${failures} fail`,
);

function firstOnlyIn(all: readonly string[], others: readonly string[]): string | undefined {
  return all.find((text) => !others.includes(text));
}

function questionsOf(folder: string): Question[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--', '*.yaml', '*.yml'], {
    cwd: folder,
    maxBuffer: 1 << 28,
  });
  return String(stdout)
    .split('\0')
    .filter((path) => path !== '')
    .flatMap((path) =>
      setsIn(join(folder, path)).map((set, index) => questionOf(`${folder}/${path}#${index}`, set, folder)),
    );
}

/** Those that are YAML as they stand: a template of a chart is none. */
function setsIn(file: string): JsonObject[] {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('ApplicationSet')) return [];
  const { documents, problems } = parseYaml(text);
  if (problems.some(({ code }) => code !== 'duplicate-key')) return [];
  return documents
    .map(({ value }) => value)
    .filter((value) => isMap(value) && value.kind === 'ApplicationSet') as JsonObject[];
}

function questionOf(name: string, applicationSet: JsonObject, folder: string): Question {
  const labels = [{}, ...selectorsIn(applicationSet.spec ?? null)];
  const clusters = labels.map((own, index) => ({
    name: `cluster-${index}`,
    server: `https://cluster-${index}.example.com`,
    labels: own,
    annotations: { 'example.com/index': String(index) },
  }));
  return { name, applicationSet, folder, clusters };
}

/** Labels that each `clusters.selector` would select. */
function selectorsIn(value: Json): Record<string, string>[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(selectorsIn);
  if (!isMap(value)) return [];
  const selector = isMap(value.clusters) ? value.clusters.selector : undefined;
  const own = isMap(selector) ? [labelsFor(selector)] : [];
  return [...own, ...Object.values(value).flatMap(selectorsIn)];
}

function labelsFor({ matchLabels, matchExpressions }: JsonObject): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(isMap(matchLabels) ? matchLabels : {}))
    labels[key] = String(value);
  for (const one of Array.isArray(matchExpressions) ? (matchExpressions as readonly JsonObject[]) : []) {
    if (one.operator === 'In') labels[String(one.key)] = String((one.values as readonly Json[])[0]);
    if (one.operator === 'Exists') labels[String(one.key)] = 'x';
  }
  return labels;
}

function answersTo(cases: readonly Question[]): readonly Answer[] {
  const { stdout, status } = spawnSync(program, {
    input: JSON.stringify(cases),
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  return JSON.parse(String(stdout)) as Answer[];
}

function ourAnswerTo({ applicationSet, folder, clusters }: Question): {
  applications: readonly JsonObject[];
  errors: readonly string[];
} {
  const { applications: made, diagnostics } = generate({
    files: [{ name: 'set.yaml', text: JSON.stringify(applicationSet) }],
    repositoryMap: new Map([['*', folder]]),
    nameOf: () => '.',
    clusters: { name: 'clusters.yaml', text: JSON.stringify(clusters) },
  });
  return {
    applications: made,
    errors: diagnostics
      .filter((one) => one.severity === 'error' && isFault(one))
      .map(({ ruleId, message }) => `${ruleId}: ${message}`),
  };
}

function asPrinted(application: JsonObject): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', ...application };
}

function sortedTexts(objects: readonly JsonObject[]): string[] {
  return objects.map((object) => JSON.stringify(sortedKeys(object))).sort();
}

function sortedKeys(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sortedKeys);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortedKeys(value[key]!)]),
  );
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
