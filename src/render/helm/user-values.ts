/**
 * What an Application's source says of a chart's values, layer by layer: value files in order, then `valuesObject` or
 * `values`, then parameters, then file parameters. Argo CD hands them to `helm template` as `--values`, `--set`,
 * `--set-string` and `--set-file`, which Helm applies in this order whatever theirs on the command line.
 */
import { valueAt } from '../../trace/index.ts';
import { nearestName } from '../../config/index.ts';
import { fileName } from '../../source-file.ts';
import { fromBytes } from '../../template/index.ts';
import { GoInt } from '../../template/value.ts';
import type { GoMap, Value } from '../../template/value.ts';
import type { FieldPath, Json, JsonObject, Layer, Location, Problem, SourceFile } from '../../types.ts';
import { substitute } from '../environment.ts';
import { outsideHint } from '../paths.ts';
import { fileLocation, originLocation, problemOf } from '../places.ts';
import { asObject, textOf } from '../source.ts';
import type { Source } from '../source.ts';
import { cloneTable, isTable, mergeMaps } from './map.ts';
import { SetValueError, setValues, stringValue, typedValue } from './set-values.ts';
import type { ReadValue } from './set-values.ts';
import { isPattern, matchingFiles, namedFile } from './value-files.ts';
import type { NamedFile } from './value-files.ts';
import { parseValues, readValuesFile } from './values-file.ts';
import type { HelmVersion } from './version/index.ts';

export interface UserValues {
  readonly layers: readonly Layer[];
  readonly values: GoMap;
  /** Some of them may be no reason to stop: a key written twice. */
  readonly problems: readonly Problem[];
  /** True when Helm would not start. */
  readonly failed: boolean;
}

export function userValues(source: Source, helm: HelmVersion): UserValues {
  const collector = new Collector(source, helm);
  collector.addFiles();
  collector.addInline();
  collector.addParameters();
  return collector;
}

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly path: FieldPath;
}

class Collector implements UserValues {
  readonly layers: Layer[] = [];
  readonly problems: Problem[] = [];
  values: GoMap = {};
  failed = false;
  readonly #source: Source;
  readonly #version: HelmVersion;
  readonly #helm: JsonObject;
  readonly #path: FieldPath;

  constructor(source: Source, version: HelmVersion) {
    this.#source = source;
    this.#version = version;
    this.#helm = asObject(source.spec['helm']) ?? {};
    this.#path = [...source.path, 'helm'];
  }

  addFiles(): void {
    const written = list(this.#helm['valueFiles']).map(textOf);
    const named = written.map((each) => namedFile(each, this.#source));
    const explicit = new Set(
      named.flatMap((each) => ('file' in each && !isPattern(each.file.path) ? fileName(each.file) : [])),
    );
    const seen = new Set<string>();
    for (const [index, each] of written.entries()) this.#addNamed(each, named[index]!, index, explicit, seen);
  }

  /** A pattern leaves out files that are listed by name, and no file counts twice. */
  #addNamed(
    written: string,
    named: NamedFile,
    index: number,
    explicit: ReadonlySet<string>,
    seen: Set<string>,
  ): void {
    if (!('file' in named)) return this.#fail(named.ruleId, named.message, this.#at('valueFiles', index));
    const found = isPattern(named.file.path) ? matchingFiles(named.file) : undefined;
    if (found?.length === 0 && !this.#ignoresMissing()) {
      const { tree, path } = named.file;
      const message = `value file pattern ${written} matches no file${outsideHint(tree, path.split(/[*?[]/, 1)[0]!)}`;
      return this.#fail('value-file-missing', message, this.#at('valueFiles', index));
    }
    const files = found?.filter((file) => !explicit.has(fileName(file))) ?? [named.file];
    for (const file of files) {
      if (seen.has(fileName(file))) continue;
      seen.add(fileName(file));
      this.#addFile(written, file, index);
    }
  }

  #ignoresMissing(): boolean {
    return this.#helm['ignoreMissingValueFiles'] === true;
  }

  #addFile(written: string, file: SourceFile, index: number): void {
    const read = readValuesFile(file, this.#version);
    if (read.ok) {
      for (const { origin, data } of read.documents) this.#addLayer({ origin, at: [], data, kind: 'file' });
      for (const { ruleId, message, range } of read.duplicates)
        this.#report(ruleId, message, fileLocation(file, range));
    } else if (read.code === 'outside' && !this.#isLeafs(file)) {
      // Nothing in the file is to be mended, but that it is named. Of a leaf's own values that is known.
      this.#fail(
        'value-file-missing',
        `value file ${written}: ${read.message}`,
        this.#at('valueFiles', index),
      );
    } else if (read.code !== 'missing') {
      this.#fail(read.ruleId, read.message, fileLocation(file, read.range));
    } else if (!this.#ignoresMissing()) {
      const message = `value file ${written} does not exist (looked for ${fileName(file)})${hintAt(file)}`;
      this.#fail('value-file-missing', message, this.#at('valueFiles', index));
    }
  }

  #isLeafs(file: SourceFile): boolean {
    const { leaf } = this.#source.application;
    return leaf !== undefined && fileName(file).startsWith(`${leaf.path}/`);
  }

  addInline(): void {
    const object = this.#helm['valuesObject'];
    const text = this.#helm['values'];
    if (object !== undefined && object !== null) this.#addInlineData(object, 'valuesObject');
    else if (typeof text === 'string' && text !== '') this.#addInlineText(text);
  }

  #addInlineText(text: string): void {
    const { documents, problems } = parseValues(text, this.#version);
    const fatal = problems.find((problem) => problem.code !== 'duplicate-key');
    if (fatal) {
      const message = `line ${fatal.range.start.line} of helm.values: ${fatal.message}`;
      return this.#fail('yaml-invalid', message, this.#at('values'));
    }
    for (const duplicate of problems) {
      const message = `line ${duplicate.range.start.line} of helm.values: ${duplicate.message}`;
      this.#report('yaml-duplicate-key', message, this.#at('values'));
    }
    for (const { value } of documents) if (value !== null) this.#addInlineData(value, 'values');
  }

  #addInlineData(data: Json, key: 'valuesObject' | 'values'): void {
    if (!isTable(data as GoMap)) {
      return this.#fail('value-file-invalid', `helm.${key} must be a mapping of keys`, this.#at(key));
    }
    const [written, ...overrides] = this.#origins([key]);
    const origin = key === 'values' ? this.#origin([key]) : written!.origin;
    this.#addLayer({ origin, at: [], data: data as JsonObject, kind: 'inline' });
    // Merged into it already; each says where its own part stands.
    for (const override of key === 'values' ? [] : overrides)
      if (!JSON.stringify(override.data).includes(':null'))
        this.layers.push({ ...override, at: [], data: override.data as JsonObject, kind: 'inline' });
  }

  addParameters(): void {
    const parameters = this.#parameters();
    const fileParameters = this.#fileParameters();
    if (parameters.length === 0 && fileParameters.length === 0) return;
    // Assignments change tables in place; those of the layers are shared.
    this.values = cloneTable(this.values);
    for (const { force, ...parameter } of parameters) {
      this.#assign(parameter, force ? stringValue : typedValue, force ? '--set-string' : '--set');
    }
    for (const parameter of fileParameters) this.#assignFile(parameter);
  }

  /** Helm takes all `--set` before all `--set-string`; of one name the last counts. */
  #parameters(): readonly (Parameter & { readonly force: boolean })[] {
    const byName = new Map<string, Parameter & { readonly force: boolean }>();
    for (const [index, each] of list(this.#helm['parameters']).entries()) {
      const { name, value, forceString } = asObject(each) ?? {};
      const force = forceString === true;
      const text = escapeCommas(substitute(textOf(value), this.#source));
      byName.set(`${force} ${textOf(name)}`, {
        name: textOf(name),
        value: text,
        path: ['parameters', index, 'value'],
        force,
      });
    }
    const all = [...byName.values()];
    return [...all.filter(({ force }) => !force), ...all.filter(({ force }) => force)];
  }

  #fileParameters(): readonly Parameter[] {
    return list(this.#helm['fileParameters']).map((each, index) => {
      const { name, path } = asObject(each) ?? {};
      return { name: textOf(name), value: textOf(path), path: ['fileParameters', index, 'path'] };
    });
  }

  #assignFile(parameter: Parameter): void {
    const at = this.#at(...parameter.path);
    const named = namedFile(parameter.value, this.#source);
    if (!('file' in named)) return this.#fail(named.ruleId, named.message, at);
    const { file } = named;
    const read = file.tree.read(file.path);
    // Whatever bytes they are: a key store goes through `b64enc`.
    const bytes = read.ok || read.code === 'binary' ? file.tree.readBytes(file.path) : undefined;
    if (bytes) this.#assign({ ...parameter, value: '-' }, () => fromBytes(bytes), '--set-file');
    else if (read.ok || read.code !== 'missing')
      this.#fail('file-unreadable', `${fileName(file)} ${read.ok ? 'cannot be read' : read.reason}`, at);
    else {
      const message = `file ${parameter.value} does not exist (looked for ${fileName(file)})`;
      this.#fail('value-file-missing', message, at);
    }
  }

  #assign({ name, value, path }: Parameter, read: ReadValue, flag: string): void {
    try {
      setValues(this.values, `${name}=${value}`, read, this.#version);
      const data: GoMap = {};
      setValues(data, `${name}=${value}`, read, this.#version);
      this.layers.push({
        origin: this.#origin(path),
        at: [],
        data: toJson(data) as JsonObject,
        kind: 'parameter',
      });
    } catch (error) {
      if (!(error instanceof SetValueError)) throw error;
      this.#fail('template-failed', `failed parsing ${flag} data: ${error.message}`, this.#at(...path));
    }
  }

  #addLayer(layer: Layer): void {
    this.layers.push(layer);
    this.values = mergeMaps(this.values, layer.data as GoMap);
  }

  /** Where a field of the source's `helm` stands: in what overrides it last, else in the Application. */
  #origin(path: FieldPath): Layer['origin'] {
    return this.#origins(path).at(-1)!.origin;
  }

  #origins(path: FieldPath): { readonly origin: Layer['origin']; readonly data: Json }[] {
    const { application, spec, overrides = [] } = this.#source;
    const { origin } = application;
    const written = { ...origin, path: [...origin.path, ...this.#path, ...path] };
    const below = ['helm', ...path];
    const over = overrides.flatMap(({ file, data }) => {
      const value = valueAt(data, below);
      return value === undefined ? [] : [{ origin: { file, document: 0, path: below }, data: value }];
    });
    return [{ origin: written, data: valueAt(spec, below) ?? null }, ...over];
  }

  #at(...path: FieldPath): Location {
    return originLocation(this.#origin(path));
  }

  #report(ruleId: string, message: string, location: Location): void {
    this.problems.push(problemOf(this.#source.application, ruleId, message, location));
  }

  #fail(ruleId: string, message: string, location: Location): void {
    this.failed = true;
    this.#report(ruleId, message, location);
  }
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Argo CD's `cleanSetParameters`: a comma belongs to the value, except in a list in braces. */
function escapeCommas(value: string): string {
  return value.startsWith('{') && value.endsWith('}') ? value : value.replace(/(?<!\\),/g, '\\,');
}

function toJson(value: Value): Json {
  if (value instanceof GoInt) return Number(value.value);
  if (Array.isArray(value)) return Array.from(value, toJson);
  if (!isTable(value)) return (value ?? null) as Json;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each)]));
}

/** The nearest place of a value in a layer. */
export function layerLocation(layer: Layer, path: FieldPath): Location {
  return originLocation(layer.origin, layer.kind === 'parameter' ? [] : path.slice(layer.at.length));
}

/** A file of the same folder that may be meant: `values.yml`, `values-prod.yaml`; the chart's own is read anyway. */
function hintAt({ tree, path }: SourceFile): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const siblings = tree
    .list()
    .filter((each) => each.startsWith(folder) && !each.includes('/', folder.length) && /\.ya?ml$/i.test(each))
    .map((each) => each.slice(folder.length))
    .filter((name) => name !== 'values.yaml');
  const nearest = nearestName(path.slice(folder.length), siblings);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}
