import { Scalar } from 'yaml';
import type { Json } from '../../types.ts';
import { resolvePlain } from '../scalar/resolve.ts';
import { YamlFailure } from './failure.ts';

export type ScalarNode = Scalar.Parsed & { readonly value: string };

const prefix = 'tag:yaml.org,2002:';

/** A scalar's value by its tag, or, untagged, by how it is written. */
export function scalarValue(node: ScalarNode): Json {
  const value = read(node);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw fail(node, `JSON can't hold the number ${node.source}`);
  return value;
}

/** A scalar as a key; `plain` reads an untagged one. */
export function scalarKey(node: ScalarNode, plain: (source: string) => string | undefined): string {
  const value = read(node);
  const key = typeof value === 'string' ? value : plain(node.value);
  if (key === undefined)
    throw fail(node, value === null ? 'a null can not be a key' : `${node.value} can not be a key`);
  return key;
}

function read(node: ScalarNode): Json {
  const tag = node.tag;
  if (tag === undefined)
    return node.type === Scalar.PLAIN || node.type === undefined ? resolvePlain(node.value) : node.value;
  if (tag === '!') return resolvePlain(node.value);
  if (!tag.startsWith(prefix)) return node.value;
  return tagged(node, tag.slice(prefix.length));
}

function tagged(node: ScalarNode, kind: string): Json {
  if (kind === 'binary') return binary(node);
  if (kind !== 'int' && kind !== 'float' && kind !== 'bool' && kind !== 'null') return node.value;
  const value = resolvePlain(node.value);
  const found = kindOf(node.value, value);
  if (found === kind || (kind === 'float' && found === 'int')) return value;
  throw fail(node, `cannot decode !!${found} \`${node.value}\` as a !!${kind}`);
}

function kindOf(source: string, value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return isInteger(source) ? 'int' : 'float';
}

function isInteger(source: string): boolean {
  return !/[.]|^[-+]?[0-9]+[eE]/.test(source);
}

function binary(node: ScalarNode): string {
  const source = node.value.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(source)) {
    throw fail(node, '!!binary value contains invalid base64 data');
  }
  return Buffer.from(source, 'base64').toString('utf8');
}

function fail(node: ScalarNode, message: string): YamlFailure {
  return new YamlFailure('invalid', message, node.range[0], node.range[1]);
}
