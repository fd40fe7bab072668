/** What Sprig asks of Go's strings beside the engine's `go-strings.ts`. */
import { byteLength, fromBytes, toBytes } from '../template/index.ts';

export {
  byteLength,
  compareStrings as compareBytes,
  fromBytes,
  isAscii,
  sortedKeys,
  toBytes,
} from '../template/index.ts';

const RAW_BYTE = /[\udc80-\udcff]/u;

/** True unless the text holds a byte that is not UTF-8. */
export function isValidUtf8(text: string): boolean {
  return !RAW_BYTE.test(text);
}

/** Go's `text[start:end]`, with its panic. */
export function sliceBytes(text: string, start: number, end?: number): string {
  const length = byteLength(text);
  const stop = end ?? length;
  if (stop < 0 || stop > length)
    throw new Error(
      `runtime error: slice bounds out of range [:${stop}]${stop < 0 ? '' : ` with length ${length}`}`,
    );
  if (start < 0) throw new Error(`runtime error: slice bounds out of range [${start}:]`);
  if (start > stop) throw new Error(`runtime error: slice bounds out of range [${start}:${stop}]`);
  if (length === text.length) return text.slice(start, stop);
  return fromBytes(toBytes(text).subarray(start, stop));
}
