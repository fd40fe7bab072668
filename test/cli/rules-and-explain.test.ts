import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rule } from '../report/report-samples.ts';
import { call, finished } from './fake-host.ts';

let packageRoot = '';
beforeAll(() => void (packageRoot = mkdtempSync(join(tmpdir(), 'plimsoll-explain-'))));
afterAll(() => rmSync(packageRoot, { recursive: true }));

describe('rules', () => {
  it('lists every rule below its category', async () => {
    const { code, stdout } = await call(['rules']);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'availability',
      '  pdb-missing       error             An image is not pinned',
      '',
      'images',
      '  image-not-pinned  error             An image is not pinned',
    ]);
  });

  it('prints the metadata as JSON', async () => {
    const { stdout } = await call(['rules', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual(finished.rules);
  });
});

describe('explain', () => {
  const rules = [
    rule({
      severityElsewhere: 'warning',
      options: { ignore: { type: 'array' } },
      links: ['https://example.com/'],
    }),
  ];
  const explain = (): ReturnType<typeof call> =>
    call(['explain', 'image-not-pinned'], { packageRoot, engine: { rules: async () => rules } });

  it('says what the metadata says', async () => {
    const { code, stdout } = await explain();
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'image-not-pinned: An image is not pinned',
        'error (warning outside production), category images, profile recommended',
        '',
        'A tag moves.',
        '',
        'What to do:',
        'Pin it.',
        '',
        'Options:',
        '  ignore: {"type":"array"}',
        '',
        'Links:',
        '  https://example.com/',
        '',
      ].join('\n'),
    );
  });

  it('prints the README of the rule where it is shipped', async () => {
    const folder = join(packageRoot, 'policies/images/image-not-pinned');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'README.md'), '# image-not-pinned\n\nA tag can be moved.\n');
    expect((await explain()).stdout).toContain('profile recommended\n\nA tag can be moved.\n');
  });
});
