import { describe, expect, it } from 'vitest';
import { compilePathPattern } from '../../src/expand/path-match.ts';
import rows from './fixtures/path-match.json' with { type: 'json' };

function answer(pattern: string, path: string): boolean | string {
  try {
    return compilePathPattern(pattern)(path);
  } catch {
    return 'bad';
  }
}

/** [pattern, path, what Go 1.26's path.Match answers; `bad` for ErrBadPattern] of handmade and random pairs. */
describe('compilePathPattern', () => {
  it('answers as Go does', () => {
    const wrong = (rows as [string, string, boolean | string][]).filter(
      ([pattern, path, expected]) => answer(pattern, path) !== expected,
    );
    expect(wrong).toEqual([]);
  });

  it('takes no time for many stars', () => {
    const path = 'a'.repeat(5000);
    expect(answer(`${'*a'.repeat(200)}*b`, path)).toBe(false);
  });
});
