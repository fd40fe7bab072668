import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chartContents } from '../../src/archive/index.ts';
import { END, form, GNU, member, octal, pax } from './tar-forms.ts';

const CHART = form({ name: 'db/Chart.yaml', data: 'name: db\n' });

function contents(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    [...chartContents(bytes)].map(([path, content]) => [path, Buffer.from(content).toString('utf8')]),
  );
}

function packed(...parts: Buffer[]): Buffer {
  return gzipSync(Buffer.concat([CHART, ...parts, END]));
}

const HEADER = 'archive/tar: invalid tar header';

/** In the words of Helm's loader and Go's archive/tar and compress/gzip, which Helm 4.2.4 was asked for. */
describe('a packaged chart is refused', () => {
  it.each<readonly [name: string, reason: string]>([
    ['db/../../x', 'chart illegally references parent directory'],
    ['db/..a', 'chart illegally references parent directory'],
    ['db\\..\\x', 'chart illegally references parent directory'],
    ['db//etc/passwd', 'chart illegally contains absolute paths'],
    ['db/C:/x', 'chart contains illegally named files'],
    ['db\\C:\\x', 'chart contains illegally named files'],
    ['db', 'chart illegally contains content outside the base directory: "db"'],
    ['db/', 'chart illegally contains content outside the base directory: "db/"'],
    ['.', 'chart illegally contains content outside the base directory: "."'],
    ['Chart.yaml', 'chart illegally contains content outside the base directory: "Chart.yaml"'],
    ['Chart.yaml/x', 'chart yaml not in base directory'],
  ])('for the name %s', (name, reason) => {
    expect(() => chartContents(packed(form({ name, data: 'x' })))).toThrow(reason);
  });

  it.each<readonly [what: string, entries: readonly Buffer[], reason: string]>([
    ['a wrong checksum', [form({ name: 'db/x', wrongChecksum: true })], HEADER],
    ['a size that is no number', [form({ name: 'db/x', size: '0000000000x\0' })], HEADER],
    ['a negative size', [form({ name: 'db/x', size: '\xff'.repeat(12) })], HEADER],
    ['a mode that is no number', [form({ name: 'db/x', mode: 'xxxxxxx\0' })], HEADER],
    ['pax records that are none', [form({ name: 'p', type: 'x', data: '99 a=b\n' })], HEADER],
    ['a pax size that is no number', [pax({ size: 'x' }), form({ name: 'db/x' })], HEADER],
    ['a pax path that leads out', [pax({ path: 'db/../../x' }), form({ name: 'db/x' })], 'parent directory'],
    [
      'a GNU name that leads out',
      [form({ name: 'n', type: 'L', magic: GNU, data: 'db/../../x' }), form({ name: 'db/x' })],
      'parent directory',
    ],
    [
      'a name of more than a megabyte',
      [form({ name: 'n', type: 'L', magic: GNU, data: 'x'.repeat(1024 * 1024 + 1) }), form({ name: 'db/x' })],
      'header field too long',
    ],
    ['a file that is cut off', [form({ name: 'db/x', size: octal(3000) })], 'unexpected EOF'],
    [
      'a file larger than 5 MiB',
      [form({ name: 'db/x', data: 'x'.repeat(5 * 1024 * 1024 + 1) })],
      'decompressed chart file "db/x" is larger than the maximum file size 5242880',
    ],
    [
      'a size of 8 GiB',
      [form({ name: 'db/x', size: '77777777777\0' })],
      'decompressed chart is larger than the maximum size 104857600',
    ],
    [
      'a sparse file of 100 GB',
      [
        pax({ 'GNU.sparse.map': '0,3', 'GNU.sparse.numblocks': '1', 'GNU.sparse.size': '99999999999' }),
        form({ name: 'db/x', data: 'abc' }),
      ],
      'decompressed chart is larger',
    ],
    [
      'a sparse file without its data',
      [
        pax({ 'GNU.sparse.map': '0,4', 'GNU.sparse.numblocks': '1', 'GNU.sparse.size': '4' }),
        form({ name: 'db/x', data: 'abc' }),
      ],
      'sparse file references non-existent data',
    ],
    [
      'a sparse file with more data',
      [
        pax({ 'GNU.sparse.map': '0,2', 'GNU.sparse.numblocks': '1', 'GNU.sparse.size': '4' }),
        form({ name: 'db/x', data: 'abc' }),
      ],
      'sparse file contains unreferenced data',
    ],
    [
      'a sparse map that leads out',
      [
        pax({ 'GNU.sparse.map': '9,3', 'GNU.sparse.numblocks': '1', 'GNU.sparse.size': '4' }),
        form({ name: 'db/x', data: 'abc' }),
      ],
      HEADER,
    ],
    [
      'a link with a size',
      [form({ name: 'db/x', type: '2', size: octal(10) })],
      'decompressed chart is larger',
    ],
  ])('for %s', (_, entries, reason) => {
    expect(() => chartContents(packed(...entries))).toThrow(reason);
  });

  const tar = Buffer.concat([CHART, END]);
  const damaged = Buffer.from(member(tar)).fill(7, 20, 30);

  it.each<readonly [what: string, bytes: Uint8Array, reason: string]>([
    ['being empty', Buffer.alloc(0), 'EOF'],
    ['ending in its header', Buffer.from([0x1f, 0x8b]), 'unexpected EOF'],
    ['being a text', Buffer.from('this is no archive'), 'gzip: invalid header'],
    [
      'a name in its header without an end',
      member(tar, { flags: 8, extra: 'n'.repeat(600) }),
      'gzip: invalid header',
    ],
    ['a wrong checksum of its header', member(tar, { flags: 2, extra: '\x01\x02' }), 'gzip: invalid header'],
    ['bits that changed', damaged, 'flate: corrupt input before offset '],
    ['its end missing', member(tar).subarray(0, 60), 'unexpected EOF'],
    ['a wrong checksum, where no end is marked', member(CHART, { checksum: 1 }), 'gzip: invalid checksum'],
    [
      'garbage, where no end is marked',
      Buffer.concat([member(CHART), Buffer.from('long garbage')]),
      'gzip: invalid header',
    ],
    ['no files', gzipSync(END), 'no files in chart archive'],
  ])('for %s', (_, bytes, reason) => {
    expect(() => chartContents(bytes)).toThrow(reason);
  });
});

describe('a packaged chart is read', () => {
  it.each<readonly [what: string, entries: readonly Buffer[], path: string, text: string]>([
    ['names that come back', [form({ name: 'db/a/../b', data: 'x' })], 'b', 'x'],
    ['names of Windows', [form({ name: 'db\\a\\b', data: 'x' })], 'a/b', 'x'],
    ['links, as empty files', [form({ name: 'db/x', type: '2' })], 'x', ''],
    [
      'hard links and devices, as empty files',
      [form({ name: 'db/x', type: '1' }), form({ name: 'db/y', type: '3' })],
      'y',
      '',
    ],
    ['types that nobody knows', [form({ name: 'db/x', type: 'Z', data: 'x' })], 'x', 'x'],
    ['V7 headers', [form({ name: 'db/x', magic: '', data: 'x' })], 'x', 'x'],
    ['a prefix', [form({ name: 'x', prefix: 'db/a', data: 'x' })], 'a/x', 'x'],
    [
      'sizes in base 256',
      [form({ name: 'db/x', size: `\x80${'\0'.repeat(10)}\x03`, data: 'abc' })],
      'x',
      'abc',
    ],
    [
      'long names of GNU',
      [
        form({ name: 'n', type: 'L', magic: GNU, data: 'db/long\0' }),
        form({ name: 'db/x', magic: GNU, data: 'x' }),
      ],
      'long',
      'x',
    ],
    ['paths of pax', [pax({ path: 'db/long' }), form({ name: 'db/x', data: 'x' })], 'long', 'x'],
    ['sizes of pax', [pax({ size: '3' }), form({ name: 'db/x', data: 'abc', size: octal(0) })], 'x', 'abc'],
    [
      'global headers, to no end',
      [form({ name: 'g', type: 'g', data: '14 path=x/y/z\n' }), form({ name: 'db/x', data: 'x' })],
      'x',
      'x',
    ],
    [
      'sparse files of pax',
      [
        pax({
          'GNU.sparse.major': '0',
          'GNU.sparse.minor': '1',
          'GNU.sparse.map': '2,3',
          'GNU.sparse.numblocks': '1',
          'GNU.sparse.size': '6',
          'GNU.sparse.name': 'db/sp',
        }),
        form({ name: 'db/x', data: 'abc' }),
      ],
      'sp',
      '\0\0abc\0',
    ],
    [
      'sparse files of pax 1.0',
      [
        pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '5' }),
        form({ name: 'db/x', data: `${'1\n1\n3\n'.padEnd(512, '\0')}abc` }),
      ],
      'x',
      '\0abc\0',
    ],
    [
      'sparse files of GNU',
      [
        form({
          name: 'db/x',
          type: 'S',
          magic: GNU,
          data: 'abc',
          sparse: octal(1) + octal(3) + '\0'.repeat(73) + octal(5),
        }),
      ],
      'x',
      '\0abc\0',
    ],
    [
      'the last of two files',
      [form({ name: 'db/x', data: '1' }), form({ name: 'db/x', data: '2' })],
      'x',
      '2',
    ],
    [
      'the first of two packaged subcharts',
      [form({ name: 'db/charts/a.tgz', data: '1' }), form({ name: 'db/charts/a.tgz', data: '2' })],
      'charts/a.tgz',
      '1',
    ],
    ['texts without their byte order mark', [form({ name: 'db/x', data: '\ufeffx' })], 'x', 'x'],
  ])('with %s', (_, entries, path, text) => {
    expect(contents(packed(...entries))[path]).toBe(text);
  });

  const tar = Buffer.concat([CHART, form({ name: 'db/x', data: 'x' }), END]);

  it.each<readonly [what: string, bytes: Uint8Array]>([
    ['in several members', Buffer.concat([member(tar.subarray(0, 700)), member(tar.subarray(700))])],
    ['with garbage behind its end', Buffer.concat([member(tar), Buffer.from('garbage')])],
    ['with a wrong checksum behind its end', member(tar, { checksum: 1 })],
    ['without its last block', member(tar.subarray(0, -512))],
    ['without an end', member(tar.subarray(0, -1024))],
    ['without its last padding', member(tar.subarray(0, -1500))],
    ['with a name in its header', member(tar, { flags: 8, extra: 'x.tar\0' })],
  ])('%s', (_, bytes) => {
    expect(Object.keys(contents(bytes))).toEqual(['Chart.yaml', 'x']);
  });
});
