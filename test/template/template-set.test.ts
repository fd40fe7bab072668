import { describe, expect, it } from 'vitest';
import { TemplateSet, type GoFunction } from '../../src/template/index.ts';
import { functions } from '../conformance/template/engine.ts';
import { render, setOf } from './render.ts';

describe('a template set', () => {
  it('knows its templates, those that are defined within others too', () => {
    const set = setOf({ main: '{{ define "a" }}A{{ end }}{{ block "b" . }}B{{ end }}' });
    expect(set.names().toSorted()).toEqual(['a', 'b', 'main']);
    expect([set.has('a'), set.has('c')]).toEqual([true, false]);
  });

  it('lets the last definition win, for templates that have been compiled too', () => {
    const set = setOf({ main: '{{ template "a" . }}', one: '{{ define "a" }}1{{ end }}' });
    expect(set.execute('main', {}).output).toBe('1');
    set.parse('two', '{{ define "a" }}2{{ end }}');
    set.parse('three', '{{ define "a" }} \n {{/* nothing */}}{{ end }}');
    expect(set.execute('main', {}).output).toBe('2');
  });

  it('forgets what a text given to tpl defines', () => {
    const set = setOf({ main: '{{ tpl .text . }}', probe: '{{ include "inner" . }}' });
    expect(
      set.execute('main', { text: '{{ define "inner" }}I{{ end }}{{ include "inner" . }}' }).output,
    ).toBe('I');
    expect(set.has('inner')).toBe(false);
    expect(() => set.execute('probe', {})).toThrow('no template "inner"');
  });

  it('parses a text given to tpl once, and executes it anew each time', () => {
    const set = setOf({ main: '{{ range .list }}{{ tpl "<{{ . }}>" . }}{{ end }}' });
    expect(set.execute('main', { list: [1, 2] }).output).toBe('<1><2>');
    const before = set.execute('main', { list: [] }).log.nodes.length;
    expect(set.execute('main', { list: [3, 4, 5] }).log.nodes.length).toBe(before);
  });

  it('prefers functions to builtins, and gives them the host', () => {
    const own: GoFunction = { name: 'print', params: [], call: (_, context) => context.host as string };
    const set = new TemplateSet({ functions: new Map([...functions, ['print', own]]) });
    set.parse('main', '{{ print }}');
    expect(set.execute('main', {}, { host: 'from the host' }).output).toBe('from the host');
  });

  it('lets a function called break or continue be called', () => {
    const own: GoFunction = { name: 'break', params: [], call: () => 'broken' };
    const set = new TemplateSet({ functions: new Map([['break', own]]) });
    set.parse('main', '{{ break }}');
    expect(set.execute('main', {}).output).toBe('broken');
  });

  it('takes the path of a result from the function where it has a rule', () => {
    const get: GoFunction = {
      name: 'get',
      params: ['map', 'string'],
      call: ([map, key]) => (map as Record<string, string>)[key as string]!,
      path: ([, key]) => ({ argument: 0, keys: [key as string] }),
    };
    const set = new TemplateSet({ functions: new Map([['get', get]]) });
    set.parse('main', '{{ get .Values "tag" }}');
    const { log } = set.execute('main', { Values: { tag: '1' } });
    expect(log.reads.map((path) => log.paths.keys(path).join('.'))).toEqual(['Values', 'Values.tag']);
  });

  it('ranges over a map as it was, whatever the body does to it', () => {
    const drop: GoFunction = {
      name: 'drop',
      params: ['map', 'string'],
      call: ([map, key]) => {
        delete (map as Record<string, string>)[key as string];
        return '';
      },
    };
    const set = new TemplateSet({ functions: new Map([['drop', drop]]) });
    set.parse('main', '{{ range $k, $v := . }}{{ drop $ "b" }}{{ $k }}{{ $v }}{{ end }}');
    expect(set.execute('main', { a: '1', b: '2' }).output).toBe('a1b2');
  });

  it('keeps executions apart', () => {
    const set = setOf({ main: '{{ $x := .a }}{{ if .b }}{{ $x = .b }}{{ end }}{{ $x }}' });
    expect(set.execute('main', { a: 1, b: 2 }).output).toBe('2');
    expect(set.execute('main', { a: 1 }).output).toBe('1');
  });

  it('counts with integers as Go does', () => {
    expect(render('{{ range $i, $e := . }}{{ printf "%d/%T " $i $i }}{{ end }}', ['a', 'b']).output).toBe(
      '0/int 1/int ',
    );
  });
});
