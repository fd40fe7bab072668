import { describe, expect, it } from 'vitest';
import { calls } from './calls.ts';

const SHAPES: readonly (readonly [string, number, RegExp])[] = [
  ['randAlphaNum', 40, /^[A-Za-z0-9]{40}$/],
  ['randAlpha', 40, /^[A-Za-z]{40}$/],
  ['randNumeric', 40, /^[0-9]{40}$/],
  ['randAscii', 40, /^[ -~]{40}$/],
  ['randBytes', 30, /^[A-Za-z0-9+/]{40}$/],
];

function draw(seed?: string): unknown[] {
  const { call } = calls(seed === undefined ? {} : { seed });
  return [
    call('randAlphaNum', 20),
    call('randAlphaNum', 20),
    call('uuidv4'),
    call('shuffle', 'abcdefghijkl'),
  ];
}

describe('random functions', () => {
  it.each(SHAPES)('%s has the length and alphabet of the original', (name, count, shape) => {
    expect(calls().call(name, count)).toMatch(shape);
  });

  it('give another text at each call, and the same texts in each run', () => {
    const [first, second] = draw();
    expect(first).not.toBe(second);
    expect(draw()).toEqual(draw());
    expect(draw('other')).not.toEqual(draw());
  });

  it('make a version 4 UUID', () => {
    expect(calls().call('uuidv4')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('shuffle keeps the characters', () => {
    const shuffled = calls().call('shuffle', 'héllo wörld') as string;
    expect([...shuffled].sort()).toEqual([...'héllo wörld'].sort());
  });

  it('randInt stays in its bounds', () => {
    const { call } = calls();
    const drawn = Array.from({ length: 50 }, () =>
      Number((call('randInt', 3, 7) as { value: bigint }).value),
    );
    expect(drawn.every((value) => value >= 3 && value < 7)).toBe(true);
    expect(() => call('randInt', 5, 5)).toThrow('invalid argument to Intn');
  });

  it('the clock is the host’s, and stands still without one', () => {
    expect(
      calls({ now: 1_700_000_000_000_000_000n }).call(
        'htmlDate',
        calls({ now: 1_700_000_000_000_000_000n }).call('now'),
      ),
    ).toBe('2023-11-14');
    expect(calls().call('unixEpoch', calls().call('now'))).toBe('1767225600');
    const { call } = calls({ now: 1_700_000_090_000_000_000n });
    expect(call('ago', call('toDate', '2006-01-02 15:04:05', '2023-11-14 22:13:20'))).toBe('1m30s');
  });

  it('bcrypt and htpasswd have the form of a hash', () => {
    expect(calls().call('bcrypt', 'secret')).toMatch(/^\$2a\$10\$[./A-Za-z0-9]{53}$/);
    expect(calls().call('htpasswd', 'me', 'secret')).toMatch(/^me:\$2a\$10\$[./A-Za-z0-9]{53}$/);
  });
});
