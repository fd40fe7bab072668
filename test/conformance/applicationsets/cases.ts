import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterEntry, Fixtures } from '../../../src/config/index.ts';
import type { JsonObject } from '../../../src/types.ts';
import { parseYaml } from '../../../src/yaml/index.ts';

/** What tools/argocd reads: an ApplicationSet, the files of the one repository there is, and what else it may ask. */
export interface Case {
  readonly name: string;
  readonly applicationSet: JsonObject;
  readonly files: Readonly<Record<string, string>>;
  readonly clusters: readonly ClusterEntry[];
  readonly fixtures: Partial<Fixtures>;
  readonly newGitFileGlobbing?: boolean;
}

/** A case as a table has it, one YAML document each; `shared.yaml` says what the names stand for. */
interface Row {
  readonly name: string;
  readonly spec: JsonObject & { readonly template?: JsonObject };
  /** The names of trees, which are laid one over the other, or files. */
  readonly files?: readonly string[] | Readonly<Record<string, string>>;
  readonly clusters?: string | readonly ClusterEntry[];
  readonly fixtures?: Partial<Fixtures>;
  readonly newGitFileGlobbing?: boolean;
}

interface Shared {
  readonly trees: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly clusters: Readonly<Record<string, readonly ClusterEntry[]>>;
  /** For cases that say none: prints all parameters. */
  readonly templates: { readonly go: JsonObject; readonly old: JsonObject };
}

const folder = join(import.meta.dirname, 'tables');

/** All cases of tables/, in the order of the files' names. */
export function readCases(): readonly Case[] {
  const shared = documents('shared.yaml')[0] as Shared;
  const tables = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'shared.yaml');
  return tables.sort().flatMap((file) => {
    const table = file.replace('.yaml', '');
    return (documents(file) as Row[]).map((row) => caseOf(row, table, shared));
  });
}

function documents(file: string): readonly unknown[] {
  const { documents: found, problems } = parseYaml(readFileSync(join(folder, file), 'utf8'));
  if (problems[0] !== undefined) throw new Error(`${file}: ${JSON.stringify(problems[0])}`);
  return found.map(({ value }) => value).filter((value) => value !== null);
}

function caseOf(row: Row, table: string, shared: Shared): Case {
  const { spec, files = {}, clusters = [], fixtures = {}, newGitFileGlobbing } = row;
  const template = spec.goTemplate === true ? shared.templates.go : shared.templates.old;
  return {
    name: `${table}: ${row.name}`,
    applicationSet: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'set', namespace: 'argocd' },
      spec: { template, ...spec },
    },
    files: Array.isArray(files)
      ? Object.assign({}, ...(files as string[]).map((name) => shared.trees[name]))
      : (files as Readonly<Record<string, string>>),
    clusters: typeof clusters === 'string' ? shared.clusters[clusters]! : clusters,
    fixtures,
    ...(newGitFileGlobbing !== undefined && { newGitFileGlobbing }),
  };
}
