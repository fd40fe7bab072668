import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../src/types.ts';
import { parseYaml } from '../../../src/yaml/index.ts';

/** What tools/argocd/projects reads: an AppProject, and an Application or a kind to ask it about; with neither, itself. */
export interface Case {
  readonly name: string;
  readonly project: JsonObject;
  readonly application?: JsonObject;
  readonly clusters?: readonly Cluster[];
  readonly kind?: Kind;
}

export interface Cluster {
  readonly name: string;
  readonly server: string;
  readonly project?: string;
}

export interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespaced: boolean;
}

interface Tables {
  readonly clusters: readonly Cluster[];
  /** Specs that the API is asked to take. */
  readonly validated: Readonly<Record<string, JsonObject>>;
  /** Each project is asked about each Application. */
  readonly projects: Readonly<Record<string, JsonObject>>;
  readonly applications: Readonly<Record<string, JsonObject>>;
  /** Each is asked about each kind. */
  readonly kindProjects: Readonly<Record<string, JsonObject>>;
  readonly kinds: readonly Kind[];
}

const text = readFileSync(join(import.meta.dirname, 'tables.yaml'), 'utf8');

export function readCases(): readonly Case[] {
  const { documents, problems } = parseYaml(text);
  if (problems[0] !== undefined) throw new Error(JSON.stringify(problems[0]));
  const tables = documents[0]!.value as unknown as Tables;
  const { clusters, validated, projects, applications, kindProjects, kinds } = tables;
  return [
    ...each(validated, (name, spec) => [{ name: `validated: ${name}`, project: projectOf(spec) }]),
    ...each(projects, (name, spec) =>
      each(applications, (other, application) => [
        {
          name: `${name}: ${other}`,
          project: projectOf(spec),
          application: applicationOf(application),
          clusters,
        },
      ]),
    ),
    ...each(kindProjects, (name, spec) =>
      kinds.map((kind) => ({ name: `${name}: ${JSON.stringify(kind)}`, project: projectOf(spec), kind })),
    ),
  ];
}

function each<T extends Json>(
  table: Readonly<Record<string, T>>,
  make: (name: string, entry: T) => Case[],
): Case[] {
  return Object.entries(table).flatMap(([name, entry]) => make(name, entry));
}

function projectOf(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'shop', namespace: 'argocd' },
    spec,
  };
}

function applicationOf({ namespace = 'argocd', ...spec }: JsonObject): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'cart', namespace },
    spec: {
      project: 'shop',
      destination: { server: 'https://eu.example.com', namespace: 'shop' },
      ...(spec['sources'] === undefined &&
        spec['sourceHydrator'] === undefined && {
          source: { repoURL: 'https://git.example.com/shop/cart.git', path: '.' },
        }),
      ...spec,
    },
  };
}
