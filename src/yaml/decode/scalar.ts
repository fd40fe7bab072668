import type { Node, ScalarNode } from '../compose/node.ts';
import { NO_NUMBER, YamlFailure } from '../failure.ts';
import type { Json } from '../../types.ts';
import { plainKey } from '../scalar/key.ts';
import { goSyntax } from './go-syntax.ts';
import { resolveInteger, resolvePlain } from '../scalar/resolve.ts';

const prefix = 'tag:yaml.org,2002:';

/** A scalar's value by its tag, or, untagged, by how it is written. */
export function scalarValue(node: ScalarNode): Json {
  const value = read(node);
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw fail(node, NO_NUMBER + node.value);
}

/** A scalar as a key; `of` is what it is the key of. */
export function scalarKey(node: ScalarNode, of?: Node): string {
  const value = read(node);
  if (typeof value === 'string') return value;
  const key = plainKey(node.value);
  if (key !== undefined) return key;
  const failure = fail(node, `unsupported map key: ${value === null ? 'null' : node.value}`);
  const [type, printed] =
    typeof value === 'number' ? ['uint64', `0x${BigInt(value).toString(16)}`] : ['%!s(<nil>)', '<nil>'];
  const below = (of && goSyntax(of))?.replace('interface {}(nil)', '<nil>');
  failure.goWords = `unsupported map key of type: ${type}, key: ${printed}, value: ${below ?? ''}`;
  throw failure;
}

function read(node: ScalarNode): Json {
  if (node.tag === '') return node.plain ? resolvePlain(node.value) : node.value;
  return node.tag.startsWith(prefix) ? tagged(node, node.tag.slice(prefix.length)) : node.value;
}

const kinds = new Set(['int', 'float', 'bool', 'null', 'timestamp']);

function tagged(node: ScalarNode, kind: string): Json {
  if (kind === 'binary') return binary(node);
  if (!kinds.has(kind)) return node.value;
  const value = resolvePlain(node.value);
  const found = kindOf(node.value, value);
  if (found === kind || (kind === 'float' && found === 'int')) return value;
  throw fail(node, `cannot decode !!${found} \`${node.value}\` as a !!${kind}`);
}

function kindOf(source: string, value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return timestamp.test(value) ? 'timestamp' : 'str';
  if (typeof value === 'boolean') return 'bool';
  return resolveInteger(source) === undefined ? 'float' : 'int';
}

/** The forms that resolve.go takes for a timestamp; days and hours are not checked. */
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)|[ ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

function binary(node: ScalarNode): string {
  const source = node.value.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(source)) {
    throw fail(node, '!!binary value contains invalid base64 data');
  }
  return Buffer.from(source, 'base64').toString('utf8');
}

function fail(node: ScalarNode, message: string): YamlFailure {
  return new YamlFailure('invalid', message, node.start, Math.max(node.end, node.start + 1));
}
