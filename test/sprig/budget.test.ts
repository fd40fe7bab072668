import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/template/value.ts';
import { calls, OutOfSteps } from './calls.ts';

const GREEDY: readonly (readonly [name: string, ...args: Value[]])[] = [
  ['repeat', 1_000_000_000, 'x'],
  ['until', 1_000_000_000],
  ['untilStep', 0, 1_000_000_000, 1],
  ['seq', 1_000_000_000],
  ['indent', 1_000_000_000, 'x'],
  ['nindent', 1_000_000_000, 'x'],
  ['randAlphaNum', 1_000_000_000],
  ['randBytes', 1_000_000_000],
];

describe('budgets', () => {
  it.each(GREEDY.map(([name, ...args]) => ({ name, args })))(
    '$name asks before it allocates',
    ({ name, args }) => {
      expect(() => calls().call(name, ...args)).toThrow(OutOfSteps);
    },
  );

  it('a list that doubles itself ends', () => {
    const { call } = calls();
    let list: Value = ['x'];
    expect(() => {
      for (let round = 0; round < 64; round++) list = call('concat', list, list);
    }).toThrow(OutOfSteps);
  });

  it.each(['toJson', 'toString', 'deepCopy', 'quote', 'toStrings'])(
    '%s of a map that doubles itself ends',
    (name) => {
      const { call } = calls();
      let map: Value = { a: 1 };
      for (let level = 0; level < 60; level++) map = { x: map, y: map };
      expect(() => call(name, [map])).toThrow(OutOfSteps);
      expect(() => call('deepEqual', map, structuredClone(map))).toThrow(OutOfSteps);
    },
  );

  it('a text that multiplies itself ends', () => {
    const { call } = calls();
    let text: Value = 'xx';
    expect(() => {
      for (let round = 0; round < 40; round++) text = call('replace', 'x', text, text);
    }).toThrow(OutOfSteps);
  });

  it('a regular expression that would backtrack for ever does not', () => {
    expect(calls().call('regexMatch', '^(a+)+$', `${'a'.repeat(5000)}!`)).toBe(false);
  });

  it('a hostile version constraint is refused at once', () => {
    const constraint = `${'1   '.repeat(100)}!`;
    expect(() => calls().call('semverCompare', constraint, '1.0.0')).toThrow('improper constraint');
  });

  it('a map that holds itself is refused', () => {
    const { call } = calls();
    const map = call('dict', 'a', 1);
    call('set', map, 'self', map);
    // The encoder finds the cycle, and toJson swallows its errors, as in Helm.
    expect(call('toJson', map)).toBe('');
    expect(() => call('mustToJson', map)).toThrow('encountered a cycle');
    expect(() => call('toString', map)).toThrow('nested too deeply');
    expect(() => call('deepCopy', map)).toThrow('nested too deeply');
  });
});
