/** `genCA`, `genSignedCert` and their like, `genPrivateKey`, `buildCustomCert`. */
import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { engineFault } from '../template/index.ts';
import type { CallContext, FunctionTable, GoObject, Value } from '../template/value.ts';
import { integer, text } from './argument.ts';
import { fromBytes } from './bytes.ts';
import { keyFromSeed, keyPem, makeCertificate, parseKey } from './certificate.ts';
import type { Pair, Request } from './certificate.ts';
import { SECOND } from './duration.ts';
import { fromBase64 } from './encoding.ts';
import { define, table } from './function.ts';
import { clock, randomBytes } from './host.ts';
import { print } from './print.ts';

/** Making or reading a key and signing takes about as long as some thousand other steps. */
const COST = { steps: 8000, charactersPerStep: 1 };
const CERTIFICATE = 'sprig.certificate';

function toObject({ cert, key }: Pair): GoObject {
  const fields = new Map<string, Value>([
    ['Cert', cert],
    ['Key', key],
  ]);
  const equals = (other: GoObject): boolean =>
    other.fields.get('Cert') === cert && other.fields.get('Key') === key;
  return { goType: CERTIFICATE, fields, methods: new Map(), print: () => `{${cert} ${key}}`, equals };
}

function toPair(value: Value): Pair {
  const { fields } = value as GoObject;
  return { cert: text(fields.get('Cert')), key: text(fields.get('Key')) };
}

function newKey(context: CallContext): KeyObject {
  return keyFromSeed(randomBytes(context, 32));
}

function attempt<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const fault = engineFault(error);
    if (fault !== undefined) throw fault;
    throw new Error(`${what}: ${(error as Error).message}`, { cause: error });
  }
}

function givenKey(pem: Value): KeyObject {
  return attempt('parsing private key', () => parseKey(text(pem)));
}

function addresses(value: Value): string[] {
  return items(value).map((ip) => {
    if (typeof ip !== 'string') throw new Error(`error parsing ip: ${print(ip)} is not a string`);
    if (isIP(ip) === 0 || ip.includes('%')) throw new Error(`error parsing ip: ${ip}`);
    return ip;
  });
}

function dnsNames(value: Value): string[] {
  return items(value).map((name) => {
    if (typeof name === 'string') return name;
    throw new Error(`error processing alternate dns name: ${print(name)} is not a string`);
  });
}

function items(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}

/** `name ips names days …`, the arguments that all but `genCA` begin with. */
function leafRequest([name, ips, names, days]: Value[], context: CallContext): Request {
  return {
    commonName: text(name),
    ips: addresses(ips),
    names: dnsNames(names),
    days: integer(days),
    authority: false,
    now: Number(clock(context) / SECOND),
    serial: randomBytes(context, 16),
  };
}

function authority([name, days]: Value[], key: KeyObject, context: CallContext): GoObject {
  const request = { ...leafRequest([name, [], [], days ?? null], context), authority: true };
  return toObject(makeCertificate(request, key, { key }));
}

function selfSigned(args: Value[], key: KeyObject, context: CallContext): GoObject {
  return toObject(makeCertificate(leafRequest(args, context), key, { key }));
}

function signed(args: Value[], key: KeyObject, context: CallContext): GoObject {
  const issuer = toPair(args[4]);
  const signer = attempt('error parsing private key', () => parseKey(issuer.key));
  return toObject(
    makeCertificate(leafRequest(args, context), key, { key: signer, certificate: issuer.cert }),
  );
}

/** A stand-in of one kind whatever is asked for: see certificate.ts. */
function genPrivateKey(type: string, context: CallContext): string {
  if (!['', 'rsa', 'dsa', 'ecdsa', 'ed25519'].includes(type)) return `Unknown type ${type}`;
  return keyPem(newKey(context));
}

function decoded(value: Value, what: string): string {
  try {
    return fromBytes(fromBase64(text(value)));
  } catch (error) {
    throw new Error(`unable to decode base64 ${what}`, { cause: error });
  }
}

function buildCustomCert(certificate: Value, key: Value): GoObject {
  const cert = decoded(certificate, 'certificate');
  const privateKey = decoded(key, 'private key');
  if (!cert.includes('-----BEGIN ')) throw new Error('unable to decode certificate');
  attempt('error parsing certificate: decodedCert.Bytes', () => new X509Certificate(cert));
  attempt('error parsing private key', () => parseKey(privateKey));
  return toObject({ cert, key: privateKey });
}

const functions = table(
  define('genCA', 'string int', (args, context) => authority(args, newKey(context), context)),
  define('genCAWithKey', 'string int string', (args, context) => authority(args, givenKey(args[2]), context)),
  define('genSelfSignedCert', 'string list list int', (args, context) =>
    selfSigned(args, newKey(context), context),
  ),
  define('genSelfSignedCertWithKey', 'string list list int string', (args, context) =>
    selfSigned(args, givenKey(args[4]), context),
  ),
  define('genSignedCert', 'string list list int sprig.certificate', (args, context) =>
    signed(args, newKey(context), context),
  ),
  define('genSignedCertWithKey', 'string list list int sprig.certificate string', (args, context) =>
    signed(args, givenKey(args[5]), context),
  ),
  define('genPrivateKey', 'string', ([type], context) => genPrivateKey(text(type), context)),
  define('buildCustomCert', 'string string', ([certificate, key]) => buildCustomCert(certificate, key)),
);

export const certificateFunctions: FunctionTable = new Map(
  [...functions].map(([name, each]) => [name, { ...each, ...COST }]),
);
