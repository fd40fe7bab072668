import { parentFolder } from '../tree-path.ts';
import { isMap } from '../json.ts';
import { ChartLibrary, type ChartWords, isSaid, isTakenWhole } from '../chart-words.ts';
import { nearestName } from '../config/index.ts';
import { fileName, isOwn } from '../source-file.ts';
import { chartFolders, findInOrigin, formatPath, nearestInOrigin, valueReads } from '../trace/index.ts';
import type {
  Application,
  FieldPath,
  Json,
  JsonObject,
  Layer,
  Problem,
  Rendered,
  SourceFile,
} from '../types.ts';

/** Renders of one run to make sure that without a value everything is the same. */
const MOST_ASKED = 100;

/** What is known of the charts of an Application's sources from all its releases in the fleet. */
interface Charts {
  readonly name: string;
  readonly words: () => readonly ChartWords[];
  /** The text of their Chart.yaml, which names subcharts: of one that is switched off the words are not known. */
  readonly metadata: string;
  /** First keys of what subcharts set. */
  readonly subcharts: ReadonlySet<string | number>;
  /** Paths that were read, with all that is below them. */
  readonly whole: Set<string>;
  /** Paths that were looked at, or something below them. */
  readonly touched: Set<string>;
  /** Maps of which single keys were read. */
  readonly opened: Set<string>;
  /** The keys that are read or set by a chart in each map. */
  readonly keys: Map<string, Set<string>>;
  /** Path → whether a release is the same without it. */
  readonly idle: Map<string, boolean>;
}

/** A key that no file of the charts says. */
interface Strange {
  readonly layer: Layer;
  /** In the merged values. */
  readonly path: FieldPath;
  readonly application: Application;
}

/**
 * Values of the author's that nothing in the fleet reads: `replicaCout`. A key is one only where no file of a chart that is given
 * the values file has the word, no release of it read the key or the map around it, and a release without it is the same.
 */
export class UnreadValues {
  readonly #library = new ChartLibrary();
  readonly #charts = new Map<string, Charts>();
  /** By what the charts set: most releases of a fleet are of few charts. */
  readonly #known = new Map<string, Charts>();
  readonly #ids = new WeakMap<JsonObject, number>();
  #lastId = 0;
  /** By the values themselves: a file that many releases are given is read once. */
  readonly #strange = new WeakMap<JsonObject, Map<Charts, readonly FieldPath[]>>();
  /** File and path → what is strange there, by the charts that are given the file. */
  readonly #uses = new Map<string, Map<Charts, ReadonlyMap<string, Strange>>>();
  #asked = 0;

  add(rendered: Rendered): void {
    const { failure, again, manifests, layers } = rendered;
    if (failure !== undefined || again === undefined || manifests.length === 0) return;
    const id = this.#idOf(rendered);
    const charts = this.#known.get(id) ?? this.#chartsOf(rendered);
    this.#known.set(id, charts);
    const strange = layers.flatMap((layer) => this.#look(charts, layer, rendered));
    if (strange.length === 0 && charts.idle.size === 0) return;
    note(charts, rendered);
    for (const { path } of strange) if (!isRead(charts, path)) this.#ask(charts, path, rendered);
  }

  /** One problem for each key that nothing reads. */
  problems(): Problem[] {
    const found: Problem[] = [];
    for (const charts of this.#uses.values()) {
      const [first, ...others] = [...charts];
      for (const [key, strange] of first![1]) {
        const isUnread = [first!, ...others].every(
          ([each, keys]) => keys.has(key) && each.idle.get(key) === true && !isRead(each, strange.path),
        );
        const isMeantForAll = strange.path[0] === 'global' && meantBy(strange.path, first![0]) === undefined;
        if (isUnread && !isMeantForAll) found.push(problemOf(strange, first![0]));
      }
    }
    return found;
  }

  /** The charts, told by what they set and how much they print. */
  #idOf({ layers, logs }: Rendered): string {
    let text = `${logs.length} ${logs[0]?.template} ${logs.at(-1)?.template} `;
    for (const { kind, data } of layers) {
      if (kind !== 'chart') continue;
      let id = this.#ids.get(data);
      if (id === undefined) this.#ids.set(data, (id = ++this.#lastId));
      text += `${id} `;
    }
    return text;
  }

  #chartsOf({ manifests, layers }: Rendered): Charts {
    const roots = new Map<string, SourceFile>();
    for (const { provenance } of manifests) {
      if (provenance.kind !== 'template') continue;
      // The folder of charts around it may be called `charts` as well.
      const depth = provenance.log.template.split('/charts/').length - 1;
      const folder = { tree: provenance.file.tree, path: chartFolders(provenance.file)[depth] ?? '' };
      roots.set(fileName(folder), folder);
    }
    for (const { kind, origin } of layers) {
      const { tree, path } = origin.file;
      const folder = { tree, path: parentFolder(path) };
      if (kind === 'chart') roots.set(fileName(folder), folder);
    }
    const key = [...roots.keys()].toSorted().join('\0');
    let charts = this.#charts.get(key);
    if (charts === undefined) {
      const name = manifests.find(({ provenance }) => provenance.kind === 'template')?.provenance;
      charts = {
        name: name?.kind === 'template' ? name.log.template.split('/', 1)[0]! : '',
        words: () => [...roots.values()].map((folder) => this.#library.words(folder)),
        metadata: [...roots.values()].map(metadataOf).join('\n'),
        subcharts: new Set(layers.flatMap(({ kind, at }) => (kind === 'chart' ? at.slice(0, 1) : []))),
        whole: new Set(),
        touched: new Set(),
        opened: new Set(),
        keys: new Map(),
        idle: new Map(),
      };
      for (const { kind, at, data } of layers) if (kind === 'chart') addKeys(charts, at, data);
      this.#charts.set(key, charts);
    }
    return charts;
  }

  #look(charts: Charts, layer: Layer, rendered: Rendered): Strange[] {
    const { file, document } = layer.origin;
    if (!isOwn(file)) return [];
    const place = `${fileName(file)}\0${document}\0${layer.kind === 'parameter' ? layer.origin.path.join('.') : ''}`;
    let uses = this.#uses.get(place);
    if (uses === undefined) this.#uses.set(place, (uses = new Map()));
    const parameters = rendered.application.generatedBy?.parameters ?? {};
    const found = this.#strangeIn(charts, layer, rendered)
      .filter(([first]) => !Object.hasOwn(parameters, String(first)))
      .map((path): Strange => ({ layer, path, application: rendered.application }));
    const known = uses.get(charts);
    if (known !== undefined && found.length === 0) return [];
    const all = new Map(known);
    for (const each of found) all.set(JSON.stringify(each.path), each);
    uses.set(charts, all);
    return found;
  }

  #strangeIn(charts: Charts, layer: Layer, { layers }: Rendered): readonly FieldPath[] {
    let known = this.#strange.get(layer.data);
    if (known === undefined) this.#strange.set(layer.data, (known = new Map()));
    let paths = known.get(charts);
    if (paths === undefined) known.set(charts, (paths = strangeKeys(charts, layer, layers)));
    return paths;
  }

  #ask({ idle }: Charts, path: FieldPath, { again, manifests }: Rendered): void {
    const key = JSON.stringify(path);
    if (idle.has(key)) return;
    if (this.#asked++ >= MOST_ASKED) return;
    const without = again!(path.reduceRight<Json>((inner, step) => ({ [step]: inner }), null) as JsonObject);
    const isSame =
      without.failure === undefined &&
      without.manifests.length === manifests.length &&
      without.manifests.every(({ text }, index) => text === manifests[index]!.text);
    idle.set(key, isSame);
  }
}

/** Keys of a layer that no file of the charts says. What is below one is not looked at, nor what is in a list. */
function strangeKeys(charts: Charts, layer: Layer, layers: readonly Layer[]): FieldPath[] {
  const own = fileName(layer.origin.file);
  const others = layers.filter(({ kind, at }) => kind === 'chart' && at.length > layer.at.length);
  // Of a chart's own values only what is for its subcharts is to be read by others.
  if (layer.kind === 'chart' && others.length === 0) return [];
  const words = charts.words();
  const found: FieldPath[] = [];
  const walk = (map: JsonObject, path: FieldPath): void => {
    for (const [key, value] of Object.entries(map)) {
      const at = [...path, key];
      if (isOff(charts, at)) continue;
      const isFree = path.length > layer.at.length && isTakenWhole(words, String(path.at(-1)));
      const isKnown = isFree || !/^\w[\w-]*$/.test(key) || isSaid(words, key, own);
      const isForOthers = layer.kind !== 'chart' || others.some((each) => startsWith(at, each.at));
      if (isKnown && !isFree && isMap(value)) walk(value, at);
      else if (!isKnown && isForOthers && value !== null) found.push(at);
    }
  };
  walk(layer.data, layer.at);
  return found.filter((path) => !isAnchor(layer, path));
}

/** Of a subchart that is switched off. */
function isOff({ metadata, subcharts }: Charts, [first, ...more]: FieldPath): boolean {
  return (
    more.length === 0 && !subcharts.has(first!) && first !== 'global' && metadata.includes(String(first))
  );
}

function metadataOf({ tree, path }: SourceFile): string {
  return ['Chart.yaml', 'requirements.yaml']
    .map((name) => tree.read(path === '' ? name : `${path}/${name}`))
    .map((read) => (read.ok ? read.text : ''))
    .join('\n');
}

/** `x-common: &common …` is there for the file itself. */
function isAnchor(layer: Layer, path: FieldPath): boolean {
  const { origin } = layer;
  const [name, own] = [String(path.at(-1)), fileName(origin.file)];
  if (/^(?:x-|_)/.test(name)) return true;
  const read = origin.file.tree.read(origin.file.path);
  const place = layer.kind === 'parameter' ? undefined : keyPlace(layer, path);
  if (!read.ok || place?.file !== own) return false;
  const line = read.text.split('\n')[place.range.start.line - 1] ?? '';
  return /:\s*&\S/.test(line);
}

function keyPlace(layer: Layer, path: FieldPath): ReturnType<typeof findInOrigin> {
  const { origin, at } = layer;
  if (layer.kind !== 'parameter') return findInOrigin(origin, path.slice(at.length), 'key');
  return findInOrigin({ ...origin, path: [...origin.path.slice(0, -1), 'name'] }, []);
}

function note(charts: Charts, { logs }: Rendered): void {
  const { whole, tested } = valueReads(logs);
  for (const path of whole) charts.whole.add(JSON.stringify(path));
  for (const path of [...whole, ...tested]) {
    for (let depth = 1; depth <= path.length; depth++) {
      charts.touched.add(JSON.stringify(path.slice(0, depth)));
      charts.opened.add(JSON.stringify(path.slice(0, depth - 1)));
      addKey(charts, path.slice(0, depth - 1), path[depth - 1]!);
    }
  }
}

function addKeys(charts: Charts, path: FieldPath, map: JsonObject): void {
  for (const [key, value] of Object.entries(map)) {
    addKey(charts, path, key);
    if (isMap(value)) addKeys(charts, [...path, key], value);
  }
}

function addKey({ keys }: Charts, path: FieldPath, key: string | number): void {
  const at = JSON.stringify(path);
  let names = keys.get(at);
  if (names === undefined) keys.set(at, (names = new Set()));
  names.add(String(key));
}

/** Or it may be, under conditions that no release met: nothing of the map around it was read. */
function isRead({ whole, touched, opened }: Charts, path: FieldPath): boolean {
  const around = JSON.stringify(path.slice(0, -1));
  if (touched.has(JSON.stringify(path)) || (path.length > 1 && !opened.has(around))) return true;
  return path.some((_, depth) => whole.has(JSON.stringify(path.slice(0, depth))));
}

/** The key beside it that was probably meant. Of what all charts are given alike only that tells of a mistake. */
function meantBy(path: FieldPath, { keys }: Charts): string | undefined {
  const name = String(path.at(-1));
  const known = [...(keys.get(JSON.stringify(path.slice(0, -1))) ?? [])].filter((each) => each !== name);
  return nearestName(name, known);
}

function problemOf({ layer, path, application }: Strange, charts: Charts): Problem {
  const near = meantBy(path, charts);
  const hint = near === undefined ? '' : `; did you mean ${formatPath([...path.slice(0, -1), near])}?`;
  return {
    ruleId: 'value-overrides-nothing',
    message: `No template, schema or subchart of ${charts.name} reads ${formatPath(path)}${hint}`,
    location: keyPlace(layer, path) ?? nearestInOrigin(layer.origin, []),
    application: application.name,
    ...(application.leaf && { leaf: application.leaf }),
  };
}

function startsWith(path: FieldPath, start: FieldPath): boolean {
  return path.length > start.length && start.every((key, index) => path[index] === key);
}
