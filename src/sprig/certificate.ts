/**
 * Certificates as templates make them. Sprig's keys are random RSA keys; ours are Ed25519 keys made from the render's
 * own source of chance, because the same tree must give the same bytes. They are well-formed and fit each other, but
 * are stand-ins: nobody deploys what a check renders.
 */
import { createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { bits, objectId, octets, sequence, subjectOf, time, tlv } from './der.ts';

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

export interface Request {
  readonly commonName: string;
  readonly ips: readonly string[];
  readonly names: readonly string[];
  readonly days: number;
  readonly authority: boolean;
  /** Seconds since 1970. */
  readonly now: number;
  /** 16 bytes. */
  readonly serial: Uint8Array;
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key from 32 bytes. */
export function keyFromSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}

export function parseKey(pem: string): KeyObject {
  if (!pem.includes('-----BEGIN ')) throw new Error('no PEM data in input');
  return createPrivateKey(pem);
}

export function keyPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function subject(commonName: string): Uint8Array {
  if (commonName === '') return sequence();
  const attribute = sequence(objectId('2.5.4.3'), tlv(0x0c, Buffer.from(commonName)));
  return sequence(tlv(0x31, attribute));
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [tlv(0x01, Uint8Array.of(0xff))] : [];
  return sequence(objectId(id), ...flag, octets(value));
}

function extensions({ authority, ips, names }: Request): Uint8Array {
  const usage = authority ? Uint8Array.of(0xa4) : Uint8Array.of(0xa0);
  const purposes = sequence(objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2'));
  const alternatives = [
    ...names.map((name) => tlv(0x82, Buffer.from(name))),
    ...ips.map((ip) => tlv(0x87, addressBytes(ip))),
  ];
  const list = [
    extension('2.5.29.15', true, bits(usage, authority ? 2 : 5)),
    extension('2.5.29.37', false, purposes),
    extension('2.5.29.19', true, sequence(...(authority ? [tlv(0x01, Uint8Array.of(0xff))] : []))),
    ...(alternatives.length > 0 ? [extension('2.5.29.17', false, sequence(...alternatives))] : []),
  ];
  return tlv(0xa3, sequence(...list));
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').flatMap((group) => sixteenBits(group));
}

function addressBytes(ip: string): Uint8Array {
  if (isIP(ip) === 4) return Uint8Array.from(ip.split('.').map(Number));
  const [head = '', tail] = ip.split('::');
  const start = groups(head);
  const end = tail === undefined ? [] : groups(tail);
  return Uint8Array.from([...start, ...Array<number>(16 - start.length - end.length).fill(0), ...end]);
}

/** A group of an IPv6 address; the last may be an IPv4 address. */
function sixteenBits(group: string): number[] {
  if (group.includes('.')) return group.split('.').map(Number);
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}

/** The signature's algorithm, by the signer's kind of key. */
const ALGORITHMS: ReadonlyMap<string, { id: Uint8Array; hash: string | null }> = new Map([
  ['ed25519', { id: sequence(objectId('1.3.101.112')), hash: null }],
  ['rsa', { id: sequence(objectId('1.2.840.113549.1.1.11'), tlv(0x05)), hash: 'sha256' }],
  ['ec', { id: sequence(objectId('1.2.840.10045.4.3.2')), hash: 'sha256' }],
]);

interface Signer {
  readonly key: KeyObject;
  /** The authority's certificate; without it the certificate signs itself. */
  readonly certificate?: string;
}

const NANOSECONDS = 1_000_000_000n;

/** Seconds of so many days, which Go counts in nanoseconds and wraps around after 292 years. */
function lifetime(days: number): number {
  return Number(BigInt.asIntN(64, BigInt(Math.trunc(days)) * 86_400n * NANOSECONDS) / NANOSECONDS);
}

export function makeCertificate(request: Request, key: KeyObject, signer: Signer): Pair {
  const algorithm = ALGORITHMS.get(signer.key.asymmetricKeyType ?? '');
  if (algorithm === undefined) throw new Error('error creating certificate: x509: unsupported key');
  const own = subject(request.commonName);
  const issuer =
    signer.certificate === undefined ? own : subjectOf(new X509Certificate(signer.certificate).raw);
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Uint8Array.of(2))),
    tlv(0x02, positive(request.serial)),
    algorithm.id,
    issuer,
    sequence(time(request.now), time(request.now + lifetime(request.days))),
    own,
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
    extensions(request),
  );
  const der = sequence(signed, algorithm.id, bits(sign(algorithm.hash, signed, signer.key)));
  return { cert: pem('CERTIFICATE', der), key: keyPem(key) };
}

/** DER takes a first bit for a sign and knows no leading zeros. */
function positive(serial: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(serial);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}
