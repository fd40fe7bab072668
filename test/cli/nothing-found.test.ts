import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTHING_DEPLOYED, nothingFound } from '../../src/cli/nothing-found.ts';
import { call } from './fake-host.ts';
import type { Coverage, Report } from '../../src/types.ts';

const none = { found: 0, rendered: 0 };
const coverage: Coverage = {
  files: 0,
  applicationSets: 0,
  applications: none,
  leaves: none,
  resources: 0,
  gaps: [],
};

function report(over: Partial<Coverage> = {}): Report {
  return { coverage: { ...coverage, ...over } } as Report;
}

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'plimsoll-nothing-'))));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(['list', 'list --format json', 'render', 'render --sync'])(
  '%s leads to the command that says what was passed over',
  async (line) => {
    const { code, stderr } = await call(line.split(' '));
    expect(code).toBe(0);
    expect(stderr).toBe(NOTHING_DEPLOYED);
  },
);

describe('nothingFound', () => {
  it('is silent where something is deployed', () => {
    expect(nothingFound(report({ leaves: { found: 1, rendered: 1 } }), folder)).toBe('');
  });

  it('says that nothing was found, and where a config file is', () => {
    expect(nothingFound(report(), folder)).toBe(
      'plimsoll: no Application, ApplicationSet or leaf was found here\n',
    );
    for (const name of ['b/gitops', 'a', 'node_modules/x']) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'plimsoll.yaml'), '');
    }
    expect(nothingFound(report(), folder)).toContain('there is a plimsoll.yaml in a, b/gitops\n');
  });

  it('says where the tree begins in which one stands', () => {
    const deep = join(folder, 'repository/environments/prod');
    mkdirSync(deep, { recursive: true });
    mkdirSync(join(folder, 'repository/.git'));
    expect(nothingFound(report(), deep)).toContain('; the repository begins in ../..\n');
    writeFileSync(join(folder, 'repository/environments/plimsoll.yaml'), '');
    expect(nothingFound(report(), deep)).toContain('; there is a plimsoll.yaml in ..\n');
    writeFileSync(join(folder, 'plimsoll.yaml'), '');
    rmSync(join(folder, 'repository/environments/plimsoll.yaml'));
    expect(nothingFound(report(), deep)).toContain('; the repository begins in ../..\n');
  });
});
