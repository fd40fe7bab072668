import { describe, expect, it } from 'vitest';
import { sprigFunctions } from '../../src/sprig/index.ts';
import type { GoMap, Value } from '../../src/template/value.ts';
import { calls } from './calls.ts';

const { call } = calls();

describe('maps', () => {
  it('take __proto__ for a key like any other', () => {
    const map = call('dict', '__proto__', 'x') as GoMap;
    expect(Object.keys(map)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
    expect(call('get', map, '__proto__')).toBe('x');
    expect(call('get', {}, 'constructor')).toBe('');
    expect(call('hasKey', {}, 'toString')).toBe(false);
    const merged = call('merge', {}, JSON.parse('{"__proto__":{"polluted":true}}') as Value) as GoMap;
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(({} as GoMap)['polluted']).toBeUndefined();
    expect(call('fromJson', '{"__proto__":{"polluted":1}}')).toEqual(
      JSON.parse('{"__proto__":{"polluted":1}}'),
    );
  });

  it('are changed in place by set, unset and merge', () => {
    const map: GoMap = { a: 1 };
    expect(call('set', map, 'b', 2)).toBe(map);
    expect(call('unset', map, 'a')).toBe(map);
    expect(call('merge', map, { c: { d: 1 } })).toBe(map);
    expect(map).toEqual({ b: 2, c: { d: 1 } });
  });

  it('share what merge took, as mergo does', () => {
    const source: GoMap = { c: { d: 1 } };
    const target: GoMap = {};
    call('merge', target, source, { c: { e: 2 } });
    expect(source).toEqual({ c: { d: 1, e: 2 } });
  });
});

describe('text cut inside a character', () => {
  it('keeps its bytes', () => {
    const cut = call('trunc', 1, 'é') as string;
    expect(cut).toBe('\udcc3');
    expect(call('b64enc', cut)).toBe('ww==');
    expect(call('b64dec', 'ww==')).toBe(cut);
    expect(call('sha256sum', cut)).toBe(call('sha256sum', call('b64dec', 'ww==')));
  });
});

function path(name: string, ...args: Value[]): unknown {
  return sprigFunctions.get(name)!.path!(args);
}

describe('paths for the trace', () => {
  it('follow what a selector selects', () => {
    const values = { image: { tag: 'v1' }, list: [1, 2] };
    expect(path('get', values, 'image')).toEqual({ argument: 0, keys: ['image'] });
    expect(path('get', values, 'nope')).toBeUndefined();
    expect(path('dig', 'image', 'tag', 'none', values)).toEqual({ argument: 3, keys: ['image', 'tag'] });
    expect(path('dig', 'image', 'nope', 'none', values)).toEqual({ argument: 2, keys: [] });
    expect(path('first', values.list)).toEqual({ argument: 0, keys: [0] });
    expect(path('last', values.list)).toEqual({ argument: 0, keys: [1] });
    expect(path('last', [])).toBeUndefined();
  });

  it('go on through copies and parts of a map', () => {
    for (const name of ['deepCopy', 'mustDeepCopy', 'omit', 'pick', 'set', 'unset']) {
      expect(path(name, { a: 1 }, 'a')).toEqual({ argument: 0, keys: [] });
    }
  });

  it('name the argument that was chosen', () => {
    expect(path('default', 'd', '')).toEqual({ argument: 0, keys: [] });
    expect(path('default', 'd', 'x')).toEqual({ argument: 1, keys: [] });
    expect(path('coalesce', '', 0, 'x')).toEqual({ argument: 2, keys: [] });
    expect(path('coalesce', '')).toBeUndefined();
    expect(path('ternary', 'a', 'b', true)).toEqual({ argument: 0, keys: [] });
    expect(path('ternary', 'a', 'b', false)).toEqual({ argument: 1, keys: [] });
  });
});

describe('the table', () => {
  it('has neither env nor expandenv', () => {
    expect(sprigFunctions.has('env')).toBe(false);
    expect(sprigFunctions.has('expandenv')).toBe(false);
  });
});
