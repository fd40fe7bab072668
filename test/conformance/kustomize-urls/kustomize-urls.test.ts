import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRepoSpec } from '../../../src/render/kustomize/repo-spec.ts';

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Content;
}

const cases = read<string[]>('cases.json');
const answers = read<({ fault: string } | { repoURL: string; path: string; ref: string })[]>('answers.json');

test('there are cases, each with its answer', () => {
  expect(cases.length).toBeGreaterThan(1000);
  expect(answers).toHaveLength(cases.length);
});

test('every URL means the repository, the folder and the ref that Kustomize takes it for, or has its fault', () => {
  const ours = cases.map((url) => parseRepoSpec(url));
  const wanted = answers.map((answer) => ('fault' in answer ? { fault: answer.fault } : answer));
  expect(ours.map((each, index) => [cases[index], each])).toEqual(
    wanted.map((each, index) => [cases[index], each]),
  );
});
