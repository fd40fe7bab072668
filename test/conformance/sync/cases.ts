import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/types.ts';
import { parseYaml } from '../../../src/yaml/index.ts';

/** What tools/argocd/sync reads: an Application, the files of repositories by their URLs, and settings of Argo CD. */
export interface Case {
  readonly name: string;
  readonly application: JsonObject;
  readonly repositories: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly settings: Settings;
}

export interface Settings {
  readonly namespace?: string;
  readonly trackingMethod?: string;
  readonly instanceLabelKey?: string;
  readonly installationId?: string;
  readonly exclusions?: string;
  readonly inclusions?: string;
}

/** A case as a table has it, a list of them. What `spec` does not say, `SPEC` does. */
interface Row {
  readonly name: string;
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  /** Of the one repository that `SPEC` names. */
  readonly files?: Readonly<Record<string, string>>;
  /** More of them, by the last part of their URLs. */
  readonly repositories?: Case['repositories'];
  readonly settings?: Settings;
}

const HOST = 'https://git.example.com/';
const SPEC: JsonObject = {
  project: 'default',
  destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
};
const SOURCE: JsonObject = { repoURL: `${HOST}app.git`, path: '.' };

const folder = join(import.meta.dirname, 'tables');

/** All cases of tables/, in the order of the files' names. */
export function readCases(): readonly Case[] {
  const tables = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return tables.sort().flatMap((file) => {
    const { documents, problems } = parseYaml(readFileSync(join(folder, file), 'utf8'));
    if (problems[0] !== undefined) throw new Error(`${file}: ${JSON.stringify(problems[0])}`);
    return (documents[0]!.value as unknown as readonly Row[]).map((row) => caseOf(row, file));
  });
}

function caseOf(
  { name, metadata, spec = {}, files, repositories = {}, settings = {} }: Row,
  file: string,
): Case {
  const hasSource = 'source' in spec || 'sources' in spec || 'sourceHydrator' in spec;
  const source = { ...SOURCE, ...(spec['source'] as JsonObject | undefined) };
  return {
    name: `${file.replace('.yaml', '')}: ${name}`,
    application: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'cart', ...metadata },
      spec: { ...SPEC, ...spec, ...((!hasSource || 'source' in spec) && { source }) },
    },
    repositories: {
      ...(files && { [`${HOST}app.git`]: files }),
      ...Object.fromEntries(Object.entries(repositories).map(([each, tree]) => [`${HOST}${each}.git`, tree])),
    },
    settings,
  };
}
