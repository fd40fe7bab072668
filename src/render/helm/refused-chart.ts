import { isOwn } from '../../source-file.ts';
import type { Location, Problem, SourceFile } from '../../types.ts';
import { applicationLocation, fileLocation, lineRange, originLocation, problemOf } from '../places.ts';
import type { Source } from '../source.ts';
import { missingSource } from '../missing-source.ts';
import type { Chart } from './chart.ts';
import { missingDependencies } from './dependencies.ts';
import type { LoadedChart } from './release.ts';

/** What Helm refuses before it renders: on the Chart.yaml's line, or the Application where the chart lies elsewhere. */
export function refusedChart(source: Source, { chart }: LoadedChart, message: string): Problem[] {
  const { application } = source;
  if (message.startsWith(MISSING)) return missingCharts(source, chart);
  const isVersion = message.includes('requires kubeVersion');
  const ruleId = isVersion ? 'kube-version-unsatisfied' : 'template-failed';
  const file = chartYaml(chart);
  const written = lineOf(file, isVersion ? 'kubeVersion' : 'type');
  if (!isVersion || isOwn(file)) return [problemOf(application, ruleId, message, written)];
  const related = [{ ...written, message: 'the chart’s constraint' }];
  return [
    problemOf(application, ruleId, message, applicationLocation(application, source.path), { related }),
  ];
}

const MISSING = 'found in Chart.yaml, but missing in charts/ directory';

/** Each on its own line; those that only `charts/` could hold in Helm's words. */
function missingCharts({ application }: Source, chart: Chart): Problem[] {
  const { notFound = [], staleLock } = chart.notBuilt ?? {};
  const file = chartYaml(chart);
  if (staleLock !== undefined)
    return [problemOf(application, 'template-failed', outOfSync(staleLock), lineOf(staleLock, 'digest'))];
  const remote = new Set(notFound.map(({ name }) => name));
  const here = missingDependencies(chart).filter((name) => !remote.has(name));
  const words = problemOf(
    application,
    'source-missing',
    `${MISSING}: ${here.join(', ')}`,
    lineOf(file, 'dependencies'),
  );
  const others = notFound.map(({ name, index, repository, reason, remedy }) => {
    const place = originLocation({ file, document: 0, path: ['dependencies', index, 'repository'] });
    return missingSource(
      application,
      `chart ${name} comes from ${repository}, which ${reason}; ${remedy}`,
      place,
    );
  });
  return [...(here.length > 0 ? [words] : []), ...others];
}

/** `Manager.Build`'s words. */
function outOfSync({ path }: SourceFile): string {
  const [lock, dependencies] = path.endsWith('requirements.lock')
    ? ['requirements.lock', 'requirements.yaml']
    : ['Chart.lock', 'Chart.yaml'];
  return `the lock file (${lock}) is out of sync with the dependencies file (${dependencies}). Please update the dependencies with 'helm dependency update'`;
}

function chartYaml({ folder: { tree, path } }: Chart): SourceFile {
  return { tree, path: path === '' ? 'Chart.yaml' : `${path}/Chart.yaml` };
}

function lineOf(file: SourceFile, key: string): Location {
  const read = file.tree.read(file.path);
  const text = read.ok ? read.text : '';
  const line = text.split('\n').findIndex((each) => each.startsWith(`${key}:`)) + 1;
  return fileLocation(file, lineRange(text, Math.max(line, 1)));
}
