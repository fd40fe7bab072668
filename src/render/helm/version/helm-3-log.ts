import { quote } from '../../../template/index.ts';
import type { LogLine } from '../log.ts';

/** A warning that has no file of Helm's before it. */
const OWN = new Map([['this chart is deprecated', 'WARNING: This chart is deprecated']]);

/** How each message of coalesce.go begins or ends, with the line that logs it. */
const COALESCE: readonly (readonly [words: RegExp, line: number])[] = [
  [/^warning: skipping globals because destination /, 138],
  [/^warning: skipping globals because source /, 145],
  [/^Conflict: cannot merge map onto non-map /, 161],
  [/^key .* is table\. Skipping$/s, 175],
  [/^warning: skipped value for /, 237],
  [/^warning: cannot overwrite table with non table /, 316],
  [/^warning: destination for /, 319],
];

const LOADING: ReadonlyMap<string, number> = new Map([
  ['Warning: Dependencies', 120],
  ['Warning: Dependency', 138],
]);

/** What Helm 4 logs in the words of Helm 3, which names the line of its source; nothing where it does not say it. */
export function helm3Log(line: LogLine): string {
  const text = OWN.get(line.message) ?? placed(line);
  return text === undefined ? '' : `${text}\n`;
}

function placed({ level, message, fields = [] }: LogLine): string | undefined {
  if (level === 'DEBUG') return undefined;
  const [[name, value], [, chart]] = [fields[0] ?? ['', ''], fields[1] ?? ['', '']];
  if (message === 'skipping unknown hooks')
    return `manifest_sorter.go:199: info: skipping unknown hook: ${quote(value)}`;
  if (message === 'returned non-bool value') {
    const [at, what] = name === 'tag' ? [95, 'Tag'] : [64, 'Condition path'];
    return `dependencies.go:${at}: Warning: ${what} '${value}' for chart ${chart} returned non-bool value`;
  }
  if (message.startsWith('found symbolic link in path'))
    return `walk.go:75: found symbolic link in path: ${value} resolves to ${chart}. Contents of linked file included and used`;
  if (message === 'ImportValues missing table') return `dependencies.go:287: Warning: ${message}: ${value}`;
  if (message === 'ImportValues missing table from chart')
    return `dependencies.go:270: Warning: ${message} ${value}: ${chart}`;
  const loading = LOADING.get(message.split(' ', 2).join(' '));
  if (loading !== undefined) return `load.go:${loading}: ${message}`;
  const found = COALESCE.find(([words]) => words.test(message));
  return found && `coalesce.go:${found[1]}: ${message}`;
}
