import { FILE_START } from '../source-file.ts';
import { join } from 'node:path';
import schema from '../../schemas/config.schema.json' with { type: 'json' };
import type { FieldPath, Json, JsonObject, Location, Range } from '../types.ts';
import { locate, locateNearest, parseYaml } from '../yaml/index.ts';
import { configFrom } from './defaults.ts';
import { leafPatternFault } from './leaf-pattern.ts';
import { nearestName } from './nearest.ts';
import { readConfigFile } from './read-file.ts';
import { schemaFaults } from './schema-walk.ts';
import type { Config } from './types.ts';

export interface ConfigError {
  readonly message: string;
  readonly location: Location;
}

export type LoadedConfig =
  | {
      readonly ok: true;
      readonly config: Config;
      /** Absolute or as given; undefined where there is none. */ readonly file?: string;
    }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };

/** The file that is looked for in the checked folder. */
export const CONFIG_FILE = 'plimsoll.yaml';

/**
 * `plimsoll.yaml` of a folder, or the file that the command line names. No such file in the folder is no error: then all
 * keys have their defaults; a file that was named must exist.
 */
export function loadConfig(options: {
  readonly folder: string;
  readonly file?: string;
  /** The rules that exist; without them ids are not checked. */
  readonly ruleIds?: Iterable<string>;
}): LoadedConfig {
  const file = options.file ?? join(options.folder, CONFIG_FILE);
  const name = options.file ?? CONFIG_FILE;
  const read = readConfigFile(file, options.file === undefined ? options.folder : undefined);
  if ('fault' in read) return fail(name, read.fault);
  if ('missing' in read) {
    return options.file === undefined
      ? { ok: true, config: configFrom({}) }
      : fail(name, 'the config file does not exist');
  }
  const parsed = parseConfig(read.text, name, options.ruleIds);
  return parsed.ok ? { ...parsed, file } : parsed;
}

/** The config that a text holds; `file` names it in errors. An empty text is an empty config. */
export function parseConfig(text: string, file: string, ruleIds?: Iterable<string>): LoadedConfig {
  const { documents, problems } = parseYaml(text);
  if (problems.length > 0) {
    return {
      ok: false,
      errors: problems.map(({ message, range }) => ({ message, location: { file, range } })),
    };
  }
  const value = withoutEmpty(documents[0]?.value ?? {});
  const at = (path: FieldPath, key: boolean): Location => ({ file, range: rangeOf(text, path, key) });
  const errors: ConfigError[] = schemaFaults(schema as unknown as JsonObject, value).map((fault) => ({
    message: fault.message,
    location: at(fault.path, fault.key),
  }));
  if (documents.length > 1)
    errors.push({ message: 'the config is one YAML document, not several', location: at([], false) });
  if (errors.length > 0) return { ok: false, errors };
  const config = configFrom(value as JsonObject);
  const unknown = ruleIds === undefined ? [] : unknownRules(config, new Set(ruleIds));
  const faults = [...unknown, ...meaningFaults(config)];
  if (faults.length === 0) return { ok: true, config };
  return {
    ok: false,
    errors: faults.map(({ path, message, key }) => ({ message, location: at(path, key) })),
  };
}

/** `rules:` with nothing below it is as good as no `rules:`. */
function withoutEmpty(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null));
}

interface Fault {
  readonly path: FieldPath;
  readonly message: string;
  readonly key: boolean;
}

function unknownRules(config: Config, known: ReadonlySet<string>): Fault[] {
  return Object.keys(config.rules)
    .filter((id) => !known.has(id))
    .map((id) => {
      const nearest = nearestName(id, known);
      const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`;
      return { path: ['rules', id], message: `there is no rule ${id}${advice}`, key: true };
    });
}

/** What a schema cannot say. */
function meaningFaults(config: Config): Fault[] {
  const faults: Fault[] = [];
  const pattern = leafPatternFault(config.leaves.pattern);
  if (pattern !== undefined) faults.push({ path: ['leaves', 'pattern'], message: pattern, key: false });
  for (const [url, folder] of Object.entries(config.repositories)) {
    const [stars, filled] = [url, folder].map((text) => text.split('*').length - 1) as [number, number];
    if (stars > 1 || filled > stars) {
      const message = 'a repository’s URL may hold one *, and its folder one only where the URL has it';
      faults.push({ path: ['repositories', url], message, key: true });
    }
  }
  return faults;
}

function rangeOf(text: string, path: FieldPath, key: boolean): Range {
  return locate(text, 0, path, key ? 'key' : 'value') ?? locateNearest(text, 0, path).range;
}

function fail(file: string, message: string): LoadedConfig {
  return { ok: false, errors: [{ message, location: { file, range: FILE_START } }] };
}
