import { isAbsolute, join, relative, sep } from 'node:path';
import { CONFIG_FILE, configFrom, loadConfig, parseConfig, type LoadedConfig } from './config/index.ts';
import type { Config, RuleSetting } from './config/types.ts';
import { openTrees, SourceStore, withStore } from './load/index.ts';
import type { Location, Problem, Severity, SourceFile, SourceTree, Trees } from './types.ts';

export interface RunOptions {
  /** The folder to check. */
  readonly folder: string;
  /** Default: `plimsoll.yaml` in the folder, or in the commit. */
  readonly configFile?: string;
  /** Check what this commit holds, not what is on the disk. */
  readonly commit?: string;
  /** repoURL → folder, beside and above the config's `repositories`; trusted, so it may name any folder. */
  readonly repositoryMap?: ReadonlyMap<string, string>;
  /** Stronger than the config. */
  readonly overrides?: {
    readonly failOn?: Severity;
    readonly rules?: Readonly<Record<string, RuleSetting>>;
  };
  /** From what the random functions of charts are made; stronger than the config's `helm.seed`. */
  readonly seed?: string;
  readonly onProgress?: (done: number, total: number, stage: string) => void;
}

export interface OpenedRun {
  readonly ok: true;
  readonly trees: Trees;
  readonly config: Config;
  readonly problems: readonly Problem[];
  /** What `plimsoll vendor` fetched, and what was asked of it. */
  readonly store: SourceStore;
  readonly readText: (file: string) => string | undefined;
}

/** Why nothing was run: a config that is wrong, or a folder or commit that cannot be opened. */
export interface Refused {
  readonly ok: false;
  readonly errors: readonly { readonly message: string; readonly location?: Location }[];
}

/** The trees and the config of a run, or what is wrong with the config. */
export function open(options: RunOptions, ruleIds: readonly string[]): OpenedRun | Refused {
  const loaded = loadRunConfig(options, ruleIds);
  if (!loaded.ok) return loaded;
  const { folder, commit, repositoryMap } = options;
  const config = {
    ...seeded(overridden(loaded.config, options.overrides), options.seed),
    ...ownFile(folder, loaded.file ?? (commit === undefined ? undefined : join(folder, CONFIG_FILE))),
  };
  const opened = openTrees({
    folder,
    config,
    ...(loaded.file !== undefined && { configFile: loaded.file }),
    ...(commit !== undefined && { commit }),
    ...(repositoryMap && { repositoryMap: Object.fromEntries(repositoryMap) }),
  });
  if (opened.refused !== undefined) return { ok: false, errors: [{ message: opened.refused }] };
  const place = { folder, config, ...(loaded.file !== undefined && { configFile: loaded.file }) };
  const store = new SourceStore(place, opened.trees.checked);
  const problems = [...opened.problems, ...store.problems];
  return { ok: true, ...remembering(withStore(opened.trees, store)), config, store, problems };
}

/** The config's file as the checked tree has it, which may be none of it. */
function ownFile(folder: string, file: string | undefined): Pick<Config, 'file'> {
  const path = file === undefined ? '..' : relative(folder, file).split(sep).join('/');
  return path.startsWith('..') || isAbsolute(path) ? {} : { file: path };
}

/** The config of a commit is the one that the commit holds. */
function loadRunConfig({ folder, configFile, commit }: RunOptions, ruleIds: readonly string[]): LoadedConfig {
  if (commit === undefined || configFile !== undefined) {
    return loadConfig({ folder, ruleIds, ...(configFile !== undefined && { file: configFile }) });
  }
  const { trees } = openTrees({ folder, config: configFrom({}), commit });
  const read = trees.checked.read(CONFIG_FILE);
  return read.ok ? parseConfig(read.text, CONFIG_FILE, ruleIds) : { ok: true, config: configFrom({}) };
}

function overridden(config: Config, overrides: RunOptions['overrides']): Config {
  if (overrides === undefined) return config;
  const { failOn = config.failOn, rules: settings = {} } = overrides;
  const merged = Object.entries(settings).map(([id, setting]): [string, RuleSetting] => {
    const own = Object.hasOwn(config.rules, id) ? config.rules[id] : undefined;
    return [id, { ...own, ...setting }];
  });
  return { ...config, failOn, rules: { ...config.rules, ...Object.fromEntries(merged) } };
}

function seeded(config: Config, seed: string | undefined): Config {
  return seed === undefined ? config : { ...config, helm: { ...config.helm, seed } };
}

/** Remembers which trees were opened, so that a file can be read by the name that a report gives it. */
function remembering(trees: Trees): Pick<OpenedRun, 'trees' | 'readText'> {
  const opened = new Set<SourceTree>([trees.checked]);
  const noted = <Found extends object>(found: Found): Found => {
    if ('tree' in found) opened.add(found.tree as SourceTree);
    else if ('file' in found) opened.add((found.file as SourceFile).tree);
    return found;
  };
  const { resolveChart, resolveFile } = trees;
  return {
    trees: {
      checked: trees.checked,
      resolve: (...asked) => noted(trees.resolve(...asked)),
      ...(resolveChart && { resolveChart: (...asked) => noted(resolveChart(...asked)) }),
      ...(resolveFile && { resolveFile: (...asked) => noted(resolveFile(...asked)) }),
    },
    readText(file) {
      for (const tree of opened) {
        const read = file.startsWith(tree.prefix) ? tree.read(file.slice(tree.prefix.length)) : undefined;
        if (read?.ok) return read.text;
      }
      return undefined;
    },
  };
}
