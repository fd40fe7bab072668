import type { TraceLog } from '../template/trace-log.ts';
import type { FieldPath, Json, SourceFile } from '../types.ts';
import { parseYaml } from '../yaml/index.ts';
import type { Guard } from './log-queries.ts';
import { valueAt } from './value-path.ts';

/** The folder of the chart that holds a template, and that of the chart around it. */
export function chartFolders({ path }: SourceFile): readonly string[] {
  const folders: string[] = [];
  let folder = path.slice(0, Math.max(path.lastIndexOf('templates/') - 1, 0));
  for (;;) {
    folders.push(folder);
    const at = `/${folder}`.lastIndexOf('/charts/');
    if (at < 0) return folders;
    folder = folder.slice(0, Math.max(at - 1, 0));
  }
}

/** The values that switch the subchart of a template on, by Chart.yaml's `condition`, innermost chart first. */
export function subchartConditions(log: TraceLog, file: SourceFile): Guard[] {
  const names = log.template
    .split('/charts/')
    .slice(1)
    .map((part) => part.split('/', 1)[0]!);
  const folders = chartFolders(file);
  return names
    .flatMap((_, index) => {
      const parent = folders[names.length - index];
      const guard = parent === undefined ? undefined : conditionOf(file, parent, names.slice(0, index + 1));
      return guard === undefined ? [] : [guard];
    })
    .toReversed();
}

function conditionOf({ tree }: SourceFile, folder: string, names: readonly string[]): Guard | undefined {
  for (const name of ['Chart.yaml', 'requirements.yaml']) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const read = tree.kind(path) === 'file' ? tree.read(path) : undefined;
    if (!read?.ok) continue;
    const dependencies = valueAt(parseYaml(read.text).documents[0]?.value, ['dependencies']);
    if (!Array.isArray(dependencies)) continue;
    const own = (dependencies as Json[]).find((each) => nameOf(each) === names.at(-1));
    const condition = valueAt(own, ['condition']);
    if (typeof condition !== 'string') continue;
    const line = read.text.split('\n').findIndex((each) => each.includes(`condition: ${condition}`)) + 1;
    const reads = condition
      .split(',')
      .map((each): FieldPath => ['Values', ...names.slice(0, -1), ...each.trim().split('.')]);
    return {
      node: { template: path, line, column: 1, source: `condition: ${condition}` },
      reads,
      branch: 0,
      start: 0,
      end: 0,
    };
  }
  return undefined;
}

function nameOf(dependency: Json): Json | undefined {
  return valueAt(dependency, ['alias']) ?? valueAt(dependency, ['name']);
}
