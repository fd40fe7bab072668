import { array, assert, constantFrom, infiniteStream, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/check/index.ts';
import type { Config, RuleSetting } from '../../src/config/types.ts';
import type { Problem } from '../../src/types.ts';
import { config, leafOf, problem, rule } from './fixtures.ts';

function set(setting: RuleSetting): Config {
  return config({ rules: { one: setting } });
}

describe('severity', () => {
  const lower = rule({ severityElsewhere: 'warning' });

  it('is the rule’s own', () => {
    expect(diagnose([problem()], config(), [rule()])[0]?.severity).toBe('error');
  });

  it('is lower outside production where the rule says so', () => {
    const [inside, outside] = [leafOf(undefined, true), leafOf(undefined, false)];
    expect(diagnose([problem({ leaf: inside })], config(), [lower])[0]?.severity).toBe('error');
    expect(diagnose([problem({ leaf: outside })], config(), [lower])[0]?.severity).toBe('warning');
    expect(diagnose([problem()], config(), [lower])[0]?.severity).toBe('error');
  });

  it('is the problem’s where it has one, and the config’s before all', () => {
    const one = problem({ severity: 'info', leaf: leafOf(undefined, false) });
    expect(diagnose([one], config(), [lower])[0]?.severity).toBe('info');
    expect(diagnose([one], set({ severity: 'error' }), [lower])[0]?.severity).toBe('error');
  });

  it('off drops the problem, also where YAML 1.1 made `off` false', () => {
    expect(diagnose([problem()], set({ severity: 'off' }), [rule()])).toEqual([]);
    expect(diagnose([problem()], set({ severity: false } as unknown as RuleSetting), [rule()])).toEqual([]);
  });

  it('drops a strict rule’s problem unless the profile or a severity asks for it', () => {
    const strict = rule({ profile: 'strict' });
    expect(diagnose([problem()], config(), [strict])).toEqual([]);
    expect(diagnose([problem()], config({ profile: 'strict' }), [strict])).toHaveLength(1);
    expect(diagnose([problem()], set({ severity: 'info' }), [strict])[0]?.severity).toBe('info');
  });

  it('never loses a problem of a rule that nobody knows', () => {
    expect(diagnose([problem({ ruleId: 'unheard-of' })], config(), [rule()])).toHaveLength(1);
  });

  it('looks rules up by own names only', () => {
    const named = ['__proto__', 'constructor', 'toString'].map((ruleId) => problem({ ruleId }));
    expect(diagnose(named, config(), [rule()]).map(({ severity }) => severity)).toEqual([
      'error',
      'error',
      'error',
    ]);
  });
});

describe('the very same problem in several Applications', () => {
  const several = ['c', 'a', 'b', 'a'].map((application) => problem({ application }));

  it('is said once, by the first of them', () => {
    const [one, ...others] = diagnose(several, config(), [rule()]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ application: 'a', also: ['b', 'c'] });
  });

  it('is said by the worst of them', () => {
    const mixed = [
      problem({ application: 'a', severity: 'warning' }),
      problem({ application: 'z', severity: 'error' }),
    ];
    expect(diagnose(mixed, config(), [rule()])[0]).toMatchObject({
      application: 'z',
      also: ['a'],
      severity: 'error',
    });
  });

  it('is not the same with another message, rule or place', () => {
    const different = [
      problem(),
      problem({ message: 'Else' }),
      problem({ ruleId: 'two' }),
      problem({ line: 2 }),
    ];
    expect(diagnose(different, config(), [rule(), rule({ id: 'two' })])).toHaveLength(4);
  });
});

function at(file: string, line: number, ruleId: string): Problem {
  return problem({ ruleId, location: { file, range: problem({ line }).location.range } });
}

describe('order and fingerprints', () => {
  it('sorts by file, line, character and rule', () => {
    const mixed = [at('b', 1, 'one'), at('a', 10, 'one'), at('a', 9, 'two'), at('a', 9, 'one')];
    const order = diagnose(mixed, config(), [rule(), rule({ id: 'two' })]);
    expect(order.map(({ location, ruleId }) => [location.file, location.range.start.line, ruleId])).toEqual([
      ['a', 9, 'one'],
      ['a', 9, 'two'],
      ['a', 10, 'one'],
      ['b', 1, 'one'],
    ]);
  });

  it('gives a fingerprint that an edit above leaves as it is', () => {
    const [before] = diagnose([problem({ line: 3 })], config(), [rule()]);
    const [after] = diagnose([problem({ line: 30 })], config(), [rule()]);
    expect(before?.fingerprint).toMatch(/^[0-9a-f]{32}$/u);
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });

  it('tells equal messages on two lines of one file apart', () => {
    const [one, other] = diagnose([problem({ line: 3 }), problem({ line: 7 })], config(), [rule()]);
    expect(one?.fingerprint).not.toBe(other?.fingerprint);
  });

  it('gives the same diagnostics whatever the order of the problems', () => {
    const any = record({
      ruleId: constantFrom('one', 'two'),
      message: constantFrom('x', 'y'),
      application: constantFrom('a', 'b', 'c'),
      line: integer({ min: 1, max: 3 }),
    });
    const rules = [rule(), rule({ id: 'two', severity: 'warning' })];
    assert(
      property(array(any), infiniteStream(nat()), (parts, keys) => {
        const problems = parts.map((part) => problem(part));
        const shuffled = problems
          .map((one) => ({ one, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const result = diagnose(problems, config(), rules);
        expect(diagnose(shuffled, config(), rules)).toEqual(result);
        expect(new Set(result.map(({ fingerprint }) => fingerprint)).size).toBe(result.length);
      }),
      { numRuns: 200 },
    );
  });
});
