import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFrom } from '../../src/config/index.ts';
import { diskTree } from '../../src/load/index.ts';
import { application, CHART, GITOPS, renderTree, shown } from './fixture.ts';

let folder = '';
let count = 0;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-links-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is told of an Application over a repository with a link to a folder beside it, which holds `secret.yaml`. */
function told(link: string, target: string, ...source: string[]): string[] {
  const top = join(folder, String(count++));
  const tree = join(top, 'repository');
  mkdirSync(join(tree, 'chart/templates'), { recursive: true });
  mkdirSync(join(top, 'outside'));
  writeFileSync(join(top, 'outside/secret.yaml'), 'password: stolen\n');
  for (const [path, text] of Object.entries(CHART)) writeFileSync(join(tree, path), text);
  writeFileSync(
    join(tree, 'application.yaml'),
    application('  source:', `    repoURL: ${GITOPS}`, ...source),
  );
  symlinkSync(target, join(tree, link));
  const rendered = renderTree(diskTree(tree, '', { limits: configFrom({}).limits }));
  expect(rendered.manifests).toEqual([]);
  return rendered.problems.map(shown);
}

const LEADS_OUT = 'leads out of the tree that may be read';
const CHART_WITH = ['    path: chart', '    helm:'];

describe('a link that leads out of the repository is told where the Application names it', () => {
  it('as a value file', () => {
    const source = [...CHART_WITH, '      valueFiles:', '        - mine.yaml'];
    expect(told('chart/mine.yaml', '../../outside/secret.yaml', ...source)).toEqual([
      `value-file-missing application.yaml:13:11 value file mine.yaml: chart/mine.yaml ${LEADS_OUT}`,
    ]);
  });

  it('as the folder of a value file', () => {
    const source = [...CHART_WITH, '      valueFiles:', '        - env/secret.yaml'];
    expect(told('chart/env', '../../outside', ...source)).toEqual([
      `value-file-missing application.yaml:13:11 value file env/secret.yaml: chart/env/secret.yaml ${LEADS_OUT}`,
    ]);
  });

  it('as the folder of a glob', () => {
    const source = [...CHART_WITH, '      valueFiles:', '        - env/*.yaml'];
    expect(told('chart/env', '../../outside', ...source)).toEqual([
      `value-file-missing application.yaml:13:11 value file pattern env/*.yaml matches no file: chart/env ${LEADS_OUT}`,
    ]);
  });

  it('as what a glob finds', () => {
    const source = [...CHART_WITH, '      valueFiles:', '        - m*.yaml'];
    expect(told('chart/mine.yaml', '../../outside/secret.yaml', ...source)).toEqual([
      `value-file-missing application.yaml:13:11 value file m*.yaml: chart/mine.yaml ${LEADS_OUT}`,
    ]);
  });

  it('as a file of a parameter', () => {
    const source = [...CHART_WITH, '      fileParameters:', '        - {name: a, path: mine.yaml}'];
    expect(told('chart/mine.yaml', '../../outside/secret.yaml', ...source)).toEqual([
      `file-unreadable application.yaml:13:27 chart/mine.yaml ${LEADS_OUT}`,
    ]);
  });

  it('as the path of a source', () => {
    expect(told('app', '../outside', '    path: app')).toEqual([
      `source-missing application.yaml:10:11 ${GITOPS} has no folder app: app ${LEADS_OUT}`,
    ]);
  });
});

it.each(['nowhere', 'LICENSE'])('a chart with a link to %s, which is nothing, is not loaded', (target) => {
  expect(told('chart/LICENSE', target, '    path: chart')).toEqual([
    'file-unreadable chart/LICENSE:1:1 chart/LICENSE is a symbolic link to nothing',
  ]);
});

it('a path that is a file is told as such', () => {
  expect(told('link', '/', '    path: chart/Chart.yaml')).toEqual([
    `source-missing application.yaml:10:11 chart/Chart.yaml of ${GITOPS} is a file; a source's path is a folder`,
  ]);
});
