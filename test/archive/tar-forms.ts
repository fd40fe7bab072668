import { deflateRawSync, crc32 } from 'node:zlib';

/** A tar header with whatever stands in its fields, and what follows it. */
export interface Form {
  readonly name: string;
  readonly data?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly size?: string;
  readonly magic?: string;
  readonly prefix?: string;
  /** What stands from byte 386 on: GNU's map of a sparse file. */
  readonly sparse?: string;
  readonly wrongChecksum?: boolean;
}

const USTAR = 'ustar\u000000';
export const GNU = 'ustar  \0';

export function octal(value: number): string {
  return `${value.toString(8).padStart(11, '0')}\0`;
}

/** One entry, its checksum right unless told otherwise. */
export function form(given: Form): Buffer {
  const { name, data = '', type = '0', mode = '0000644\0', magic = USTAR, prefix = '', sparse = '' } = given;
  const content = Buffer.from(data);
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  const fields: readonly (readonly [number, string])[] = [
    [100, mode],
    [124, given.size ?? octal(content.length)],
    [148, ' '.repeat(8)],
    [156, type],
    [257, magic],
    [345, prefix],
    [386, sparse],
  ];
  for (const [at, text] of fields) header.write(text, at, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, given.wrongChecksum === true ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc(-content.length & 511)]);
}

/** A pax header with the records; each begins with its length, which counts itself. */
export function pax(records: Readonly<Record<string, string>>): Buffer {
  const written = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + 1;
    while (rest + String(length).length !== length) length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
  });
  return form({ name: 'pax', type: 'x', data: written.join('') });
}

export const END: Buffer = Buffer.alloc(1024);

/** A gzip member, with a header and a checksum of one's own. */
export function member(
  bytes: Uint8Array,
  {
    flags = 0,
    extra = '',
    checksum = crc32(bytes),
  }: { readonly flags?: number; readonly extra?: string; readonly checksum?: number } = {},
): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(checksum, 0);
  trailer.writeUInt32LE(bytes.length, 4);
  const header = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]);
  return Buffer.concat([header, Buffer.from(extra, 'latin1'), deflateRawSync(bytes), trailer]);
}
