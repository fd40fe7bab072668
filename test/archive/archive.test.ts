import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { array, assert, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ArchiveError,
  chartContents,
  tarEntries,
  writeTar,
  type NewEntry,
  type TarEntry,
} from '../../src/archive/index.ts';
import { tarTree } from '../../src/load/index.ts';

const hasGnuTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU') === true;

const LONG = `${'folder-'.repeat(12)}/${'ü'.repeat(90)}.yaml`;

const ENTRIES: readonly NewEntry[] = [
  { name: 'a.yaml', type: 'file', content: Buffer.from('a: 1\n'), target: '' },
  { name: LONG, type: 'file', content: Buffer.alloc(1500, 'x'), target: '' },
  { name: 'empty', type: 'file', content: Buffer.alloc(0), target: '' },
  { name: 'short', type: 'link', content: Buffer.alloc(0), target: 'a.yaml' },
  { name: 'far', type: 'link', content: Buffer.alloc(0), target: LONG },
];

const plain = ({ name, type, target, content }: TarEntry): NewEntry => ({
  name,
  type,
  content: Buffer.from(content),
  target,
});

describe('a tar archive', () => {
  it('reads what it wrote, long names and links included', () => {
    expect([...tarEntries(writeTar(ENTRIES))].map(plain)).toEqual(ENTRIES);
  });

  it.skipIf(!hasGnuTar)('is one for tar itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tar-'));
    try {
      writeFileSync(join(folder, 'x.tar'), writeTar(ENTRIES));
      execFileSync('tar', ['-xf', 'x.tar'], { cwd: folder });
      expect(readFileSync(join(folder, LONG), 'utf8')).toBe('x'.repeat(1500));
      expect(readlinkSync(join(folder, 'far'))).toBe(LONG);
      for (const format of ['gnu', 'pax', 'ustar']) {
        const names = format === 'ustar' ? ['a.yaml', 'short'] : ['a.yaml', 'short', 'far', LONG];
        execFileSync('tar', ['-cf', `${format}.tar`, `--format=${format}`, ...names], { cwd: folder });
        const read = [...tarEntries(readFileSync(join(folder, `${format}.tar`)))].map(plain);
        expect(read).toEqual(names.map((name) => ENTRIES.find((entry) => entry.name === name)));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('that is damaged anywhere is read or refused, with no other error', () => {
    const good = writeTar([
      { name: 'c/Chart.yaml', type: 'file', content: Buffer.from('name: c'), target: '' },
      ...ENTRIES,
    ]);
    const damage = array(tuple(nat(good.length - 1), nat(255)), { minLength: 1, maxLength: 12 });
    assert(
      property(damage, nat(good.length), (changes, length) => {
        const bytes = Buffer.from(good.subarray(0, length));
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        for (const read of [
          () => tarTree(bytes, '', { fileBytes: 1000 }).list(),
          () => chartContents(gzipSync(bytes)),
        ]) {
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(ArchiveError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of folders without end is refused in time', () => {
    const entries = Array.from({ length: 120 }, (_, index): NewEntry => {
      return { name: `${index}/${'a/'.repeat(1500)}x`, type: 'file', content: Buffer.alloc(0), target: '' };
    });
    expect(() => tarTree(writeTar(entries), '', { fileBytes: 1000 })).toThrow(
      /holds more than 100000 folders/,
    );
  });
});
