import { Buffer } from 'node:buffer';
import type { TarEntry } from './tar.ts';

const BLOCK = 512;

/** An entry to be written. */
export type NewEntry = Omit<TarEntry, 'size'>;

/** A tar archive of files and links: the same bytes for the same entries, whoever writes it and when. */
export function writeTar(entries: Iterable<NewEntry>): Buffer {
  const blocks: Uint8Array[] = [];
  for (const { name, type, content, target } of entries) {
    const long = paxRecords({
      path: fits(name) ? undefined : name,
      linkpath: fits(target) ? undefined : target,
    });
    if (long.length > 0) blocks.push(header('pax', '', long.length, 'x'), long, padding(long.length));
    blocks.push(
      header(name, target, content.length, type === 'link' ? '2' : '0'),
      content,
      padding(content.length),
    );
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= 100;
}

function padding(length: number): Buffer {
  return Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);
}

function header(name: string, target: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  Buffer.from(name).copy(block, 0, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  Buffer.from(target).copy(block, 157, 0, 100);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function paxRecords(records: Readonly<Record<string, string | undefined>>): Buffer {
  const written = Object.entries(records).map(([key, value]) =>
    value === undefined ? '' : paxRecord(key, value),
  );
  return Buffer.from(written.join(''));
}

/** The length in front counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}
