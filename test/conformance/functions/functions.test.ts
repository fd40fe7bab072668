/**
 * Every case of cases.json, through our engine, against what Helm's own engine answered (answers.json). Ask again with
 * `go run . < ../../test/conformance/functions/cases.json > ../../test/conformance/functions/answers.json` in
 * tools/gofunctions.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helmFunctions } from '../../../src/render/helm/functions/index.ts';
import { templateWords } from '../../../src/render/helm/go-words.ts';
import { HELM_4 } from '../../../src/render/helm/version/index.ts';
import { typed } from '../../../src/sprig/index.ts';
import { TemplateSet } from '../../../src/template/index.ts';
import type { GoMap, TemplateError } from '../../../src/template/index.ts';
import { gaps } from './gaps.ts';

type Case = string | [template: string, values: GoMap];
interface Answer {
  readonly output?: string;
  readonly error?: string;
}

function read<T>(file: string): Record<string, T[]> {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Record<string, T[]>;
}

/** The same as in tools/gofunctions/main.go. */
const HELPERS =
  '{{ define "echo" }}<{{ . }}>{{ end }}{{ define "join" }}{{ .a }}-{{ .b }}{{ end }}' +
  '{{ define "yaml" }}{{ "a: 1\\nb: two" }}{{ end }}{{ define "loop" }}{{ include "loop" . }}{{ end }}';

const cases = read<Case>('cases.json');
const answers = read<Answer>('answers.json');

function render(each: Case): Answer {
  const [template, values] = typeof each === 'string' ? [each, {}] : each;
  try {
    const set = new TemplateSet({ functions: helmFunctions(), missingKey: 'zero' });
    set.parse('c/templates/_helpers', HELPERS);
    set.parse('c/templates/t', template);
    const dot = { Values: typed(structuredClone(values), 'common.Values') };
    return { output: set.execute('c/templates/t', dot).output.replaceAll('<no value>', '') };
  } catch (error) {
    return { error: templateWords(error as TemplateError, HELM_4) };
  }
}

/** Lone surrogates are bytes that are not UTF-8; the oracle's JSON has U+FFFD for them. */
function asJson(text: string): string {
  return text.replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
}

function normalized({ output, error }: Answer): Answer {
  return output === undefined ? { error: asJson(error!) } : { output: asJson(output) };
}

describe.each(Object.keys(cases))('%s', (name) => {
  it('answers as Helm does', () => {
    const differences = cases[name]!.flatMap((each, index) => {
      const wanted = normalized(answers[name]![index]!);
      const found = normalized(render(each));
      const same = JSON.stringify(found) === JSON.stringify(wanted);
      // A gap that has closed must leave the list.
      return same === gaps.has(JSON.stringify(each)) ? [{ case: each, wanted, found }] : [];
    });
    expect(differences).toEqual([]);
  });
});
