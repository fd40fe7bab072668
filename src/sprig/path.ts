/** Go's `path` package; on Linux, where Argo CD runs Helm, `filepath` is the same. */
import type { FunctionTable, GoFunction, Value } from '../template/value.ts';
import { text } from './argument.ts';
import { define, table } from './function.ts';

function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push(part);
  }
  return rooted ? `/${parts.join('/')}` : parts.join('/') || '.';
}

function base(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const trimmed = path.slice(0, end);
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function dir(path: string): string {
  return clean(path.slice(0, path.lastIndexOf('/') + 1));
}

function ext(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot);
}

function onPath(name: string, osName: string, answer: (path: string) => Value): GoFunction[] {
  return [name, osName].map((each) => define(each, 'string', ([path]) => answer(text(path))));
}

export const pathFunctions: FunctionTable = table(
  onPath('base', 'osBase', base),
  onPath('dir', 'osDir', dir),
  onPath('clean', 'osClean', clean),
  onPath('ext', 'osExt', ext),
  onPath('isAbs', 'osIsAbs', (path) => path.startsWith('/')),
);
