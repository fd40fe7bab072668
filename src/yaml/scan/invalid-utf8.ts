/** What go-yaml's readerc.go says of bytes that are no UTF-8; they stand in a text as lone surrogates U+DC80–U+DCFF. */
export function utf8Words(text: string, at: number): string {
  const bytes = Buffer.from(bytesOf(text.slice(at, at + 4)));
  const lead = bytes[0]!;
  const width = (lead & 0xe0) === 0xc0 ? 2 : (lead & 0xf0) === 0xe0 ? 3 : (lead & 0xf8) === 0xf0 ? 4 : 0;
  if (width === 0) return 'invalid leading UTF-8 octet';
  if (bytes.length < width) return 'incomplete UTF-8 octet sequence';
  if (bytes.subarray(1, width).some((byte) => (byte & 0xc0) !== 0x80)) return 'invalid trailing UTF-8 octet';
  const isOverlong =
    lead < 0xc2 || (lead === 0xe0 && bytes[1]! < 0xa0) || (lead === 0xf0 && bytes[1]! < 0x90);
  return isOverlong ? 'invalid length of a UTF-8 sequence' : 'invalid Unicode character';
}

function bytesOf(text: string): number[] {
  return [...text].flatMap((char) => {
    const code = char.codePointAt(0)!;
    return code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : [...Buffer.from(char)];
  });
}
