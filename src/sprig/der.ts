/** ASN.1 in DER, as much as a certificate needs. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Uint8Array.of(0x80 + bytes.length), bytes]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x30, ...parts);
}

export function octets(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(0x04, ...parts);
}

export function bits(bytes: Uint8Array, unused = 0): Uint8Array {
  return tlv(0x03, Uint8Array.of(unused), bytes);
}

export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap((arc) => base128(arc))]));
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
    bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** Seconds since 1970: UTCTime up to 2049, GeneralizedTime after. */
export function time(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

/** One element at `at`: where its content begins and ends. */
function elementAt(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1]!;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  const length = der.subarray(at + 2, at + 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { start: at + 2 + count, end: at + 2 + count + length };
}

/** The subject's bytes in a certificate: the sixth part of what is signed. */
export function subjectOf(certificate: Uint8Array): Uint8Array {
  const signed = elementAt(certificate, elementAt(certificate, 0).start);
  const hasVersion = certificate[signed.start] === 0xa0;
  let at = signed.start;
  for (let skipped = hasVersion ? 5 : 4; skipped > 0; skipped--) at = elementAt(certificate, at).end;
  return certificate.subarray(at, elementAt(certificate, at).end);
}
