import { afterEach, describe, expect, it } from 'vitest';
import type { GoMap, Value } from '../../src/template/index.ts';
import { render } from './render.ts';

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});

const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'isPrototypeOf',
];

describe('names of JavaScript', () => {
  it.each(names)('%s is a missing key of a map', (name) => {
    expect(
      render(`{{ .${name} }}{{ index . "${name}" }}{{ with .a.${name} }}!{{ end }}`, { a: {} }).output,
    ).toBe('<no value><no value>');
  });

  it.each(names)('%s is a key like any other where the map has it', (name) => {
    const map = JSON.parse(`{"${name}": "own"}`) as GoMap;
    expect(
      render(`{{ .${name} }} {{ index . "${name}" }} {{ range $k, $v := . }}{{ $k }}={{ $v }}{{ end }}`, map)
        .output,
    ).toBe(`own own ${name}=own`);
  });

  it.each(['length', 'map', 'filter', 'constructor', '__proto__'])('%s is no field of a list', (name) => {
    expect(() => render(`{{ .list.${name} }}`, { list: [1] })).toThrow(
      `can't evaluate field ${name} in type interface {}`,
    );
  });

  it.each(['fields', 'methods', 'goType', 'print', 'secret'])('%s is no field of a struct', (name) => {
    const object = {
      goType: 'main.T',
      fields: new Map(),
      methods: new Map(),
      print: () => '',
      secret: 'hidden',
    };
    expect(() => render(`{{ .o.${name} }}`, { o: object as unknown as Value })).toThrow(
      `can't evaluate field ${name}`,
    );
  });

  it('are no functions either', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(() => render(`{{ ${name} }}`)).toThrow(`function "${name}" not defined`);
      expect(() => render(`{{ template "${name}" }}`)).toThrow(`template "${name}" not defined`);
    }
  });

  it('may name templates', () => {
    expect(
      render(
        '{{ define "__proto__" }}a{{ end }}{{ template "__proto__" }}{{ define "constructor" }}b{{ end }}{{ include "constructor" . }}',
      ).output,
    ).toBe('ab');
  });

  it('serve maps without a prototype', () => {
    const map = Object.assign(Object.create(null) as GoMap, { a: { b: 1 } });
    expect(render('{{ .a.b }}{{ .c }}{{ len . }}{{ . }}', map).output).toBe('1<no value>1map[a:map[b:1]]');
  });
});
