import type { Config } from '../config/types.ts';
import type { FieldPath, Found, Json, JsonObject, KubernetesObject, Trees } from '../types.ts';
import { compileFastTemplate } from './fast-template.ts';
import {
  GeneratorFailure,
  GENERATORS,
  type Generator,
  type ParameterSet,
  UNSUPPORTED_GENERATORS,
} from './generators/index.ts';
import { goTemplateCompiler } from './go-template.ts';
import { field, isMap, list, text } from './json-map.ts';
import { nameOf, type Notices, placeOf } from './notices.ts';
import { compileSelector } from './selector.ts';
import { applyTemplatePatch } from './template-patch.ts';
import { overrideTemplate } from './template-override.ts';
import { compileTree, FieldFailure, type StringCompiler } from './template-tree.ts';

/** What an ApplicationSet makes of one parameter set. */
export interface Generated {
  readonly object: KubernetesObject;
  readonly parameters: JsonObject;
  readonly folder: ParameterSet['folder'];
}

export interface SetOutcome {
  readonly generated: readonly Generated[];
  /** Folders of the parameter sets whose Application could not be made: they are not orphaned for that. */
  readonly claimed: readonly NonNullable<ParameterSet['folder']>[];
  /** False where some generator's parameters are unknown, so that more Applications may exist. */
  readonly complete: boolean;
}

/** Runs an ApplicationSet as the controller's `GenerateApplications` does, generator by generator. */
export function expandSet(set: Found, trees: Trees, config: Config, notices: Notices): SetOutcome {
  return new SetExpansion(set, trees, config, notices).run();
}

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const OPTIONS = /^missingkey=(?:default|invalid|zero|error)$/;

class SetExpansion {
  readonly #set: Found;
  readonly #trees: Trees;
  readonly #limit: number;
  readonly #notices: Notices;
  readonly #spec: JsonObject;
  readonly #goTemplate: boolean;
  readonly #compile: StringCompiler;
  readonly #failures: TemplateFailures;
  readonly #generated: Generated[] = [];
  readonly #claimed: NonNullable<ParameterSet['folder']>[] = [];
  #complete = true;

  constructor(set: Found, trees: Trees, config: Config, notices: Notices) {
    this.#set = set;
    this.#trees = trees;
    this.#limit = config.limits.applications;
    this.#notices = notices;
    this.#spec = set.object.spec as JsonObject;
    this.#goTemplate = field(this.#spec, 'goTemplate') === true;
    this.#failures = new TemplateFailures(set, notices);
    const options = list(field(this.#spec, 'goTemplateOptions')).map(String);
    this.#compile = this.#goTemplate ? goTemplateCompiler(options, config.limits) : compileFastTemplate;
  }

  run(): SetOutcome {
    if (this.#optionsAreKnown()) {
      const generators = list(field(this.#spec, 'generators')) as readonly JsonObject[];
      if (generators.length === 0) this.#yieldsNothing('the list of generators', ['spec', 'generators']);
      for (const [index, entry] of generators.entries()) this.#entry(entry, ['spec', 'generators', index]);
      this.#failures.report();
    }
    return { generated: this.#generated, claimed: this.#claimed, complete: this.#complete };
  }

  /** Go's `Template.Option` panics at any other. */
  #optionsAreKnown(): boolean {
    const options = list(field(this.#spec, 'goTemplateOptions'));
    const wrong = this.#goTemplate ? options.findIndex((option) => !OPTIONS.test(String(option))) : -1;
    if (wrong === -1) return true;
    const message = `unrecognized goTemplateOptions entry ${JSON.stringify(options[wrong])}`;
    this.#fail('application-invalid', message, ['spec', 'goTemplateOptions', wrong]);
    return false;
  }

  #entry(entry: JsonObject, path: FieldPath): void {
    const unsupported = UNSUPPORTED_GENERATORS.filter((name) => isSaid(field(entry, name)));
    for (const name of unsupported) {
      this.#fail('generator-unresolved', `the ${name} generator is not supported yet`, [...path, name]);
    }
    const known = [...GENERATORS].filter(([name]) => isSaid(field(entry, name)));
    if (known.length + unsupported.length === 0) {
      const names = Object.keys(entry).join(', ') || 'an empty entry';
      this.#fail('application-invalid', `this is no generator that Argo CD knows: ${names}`, path);
    }
    for (const [name, generator] of known) this.#generator(entry, name, generator, [...path, name]);
  }

  #generator(entry: JsonObject, name: string, generator: Generator, path: FieldPath): void {
    const own = field(entry, name);
    if (!isMap(own)) {
      this.#fail('application-invalid', `the ${name} generator must be a map`, path);
      return;
    }
    const sets = this.#parameterSets(entry, own, generator, path);
    if (sets === undefined) return;
    if (sets.length === 0) this.#yieldsNothing(`the ${name} generator`, path);
    const shared = field(this.#spec, 'template') as JsonObject;
    this.#makeAll(overrideTemplate(field(own, 'template'), shared), sets, path);
  }

  #yieldsNothing(what: string, path: FieldPath): void {
    const message = `${what} of ${nameOf(this.#set)} yields nothing, so that it makes no Application`;
    this.#notices.problem('generator-empty', message, this.#set.origin, path);
  }

  #parameterSets(
    entry: JsonObject,
    own: JsonObject,
    generator: Generator,
    path: FieldPath,
  ): readonly ParameterSet[] | undefined {
    try {
      const isSelected = compileSelector(field(entry, 'selector'));
      const input = {
        generator: own,
        path,
        goTemplate: this.#goTemplate,
        compile: this.#compile,
        trees: this.#trees,
        report: (at: FieldPath, message: string) =>
          this.#notices.problem('application-invalid', message, this.#set.origin, at),
      };
      return generator(input).filter(isSelected);
    } catch (error) {
      if (error instanceof GeneratorFailure) this.#fail(error.ruleId, error.message, error.path);
      else this.#fail('application-invalid', (error as Error).message, [...path.slice(0, -1), 'selector']);
      return undefined;
    }
  }

  #makeAll(template: JsonObject, sets: readonly ParameterSet[], path: FieldPath): void {
    const bare = this.#applicationOf(template);
    const compiled = compileTree(bare, this.#compile);
    // The controller hands an empty parameter set the template as it is, without a finalizer.
    const make = (parameters: JsonObject): JsonObject =>
      Object.keys(parameters).length === 0 ? bare : this.#withFinalizer(compiled(parameters));
    const patch = this.#compilePatch();
    const room = this.#limit - this.#generated.length;
    for (const set of sets.slice(0, room)) this.#make(set, make, patch);
    if (sets.length <= room) return;
    const message = `${nameOf(this.#set)} makes more than ${this.#limit} Applications (limits.applications); the rest is not looked at`;
    this.#fail('generator-unresolved', message, path);
  }

  #make(set: ParameterSet, make: (parameters: JsonObject) => JsonObject, patch: Patch | undefined): void {
    try {
      const made = make(set.parameters);
      const object = this.#inNamespace(patch === undefined ? made : patch(made, set.parameters));
      this.#generated.push({ object, parameters: set.parameters, folder: set.folder });
    } catch (error) {
      const { path, message } =
        error instanceof FieldFailure ? error : new FieldFailure([], (error as Error).message);
      this.#failures.add(path, message, set.parameters);
      if (set.folder !== undefined) this.#claimed.push(set.folder);
    }
  }

  /** `GetTempApplication`: of the template's metadata only these fields are taken. */
  #applicationOf(template: JsonObject): JsonObject {
    const kept = ['name', 'labels', 'annotations', 'finalizers'].map(
      (key) => [key, field(template, 'metadata', key)] as const,
    );
    const metadata = Object.fromEntries(kept.filter(([, value]) => isSaid(value))) as JsonObject;
    const spec = field(template, 'spec') ?? {};
    return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata, spec };
  }

  #withFinalizer(application: JsonObject): JsonObject {
    const preserves = field(this.#spec, 'syncPolicy', 'preserveResourcesOnDeletion') === true;
    const own = list(field(application, 'metadata', 'finalizers'));
    if (preserves || own.length > 0) return application;
    return { ...application, metadata: { ...(application.metadata as JsonObject), finalizers: [FINALIZER] } };
  }

  /** An Application stands in its ApplicationSet's namespace, whatever the template says. */
  #inNamespace(application: JsonObject): KubernetesObject {
    const { namespace } = this.#set.object.metadata;
    const name = text(field(application, 'metadata', 'name')) ?? '';
    const metadata = {
      ...(application.metadata as JsonObject),
      name,
      ...(isSaid(namespace) ? { namespace } : {}),
    };
    return { ...application, metadata } as unknown as KubernetesObject;
  }

  #compilePatch(): Patch | undefined {
    const source = text(field(this.#spec, 'templatePatch'));
    if (source === undefined) return undefined;
    const path = ['spec', 'templatePatch'];
    const render = this.#compile(source) ?? (() => source);
    return (application, parameters) => {
      try {
        return applyTemplatePatch(application, render(parameters));
      } catch (error) {
        throw new FieldFailure(path, (error as Error).message);
      }
    };
  }

  #fail(ruleId: string, message: string, path: FieldPath): void {
    this.#complete = false;
    this.#notices.problem(ruleId, message, this.#set.origin, path);
    this.#notices.gap(nameOf(this.#set), message, this.#set.origin, path);
  }
}

type Patch = (application: JsonObject, parameters: JsonObject) => JsonObject;

function isSaid(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

/** The same fault for many parameter sets is one problem. */
class TemplateFailures {
  readonly #set: Found;
  readonly #notices: Notices;
  readonly #byFault = new Map<
    string,
    { path: FieldPath; message: string; first: JsonObject; count: number }
  >();

  constructor(set: Found, notices: Notices) {
    this.#set = set;
    this.#notices = notices;
  }

  add(path: FieldPath, message: string, parameters: JsonObject): void {
    const key = JSON.stringify([path, message]);
    const known = this.#byFault.get(key);
    if (known === undefined) this.#byFault.set(key, { path, message, first: parameters, count: 1 });
    else known.count++;
  }

  report(): void {
    for (const { path, message, first, count } of this.#byFault.values()) {
      const at = path[0] === 'spec' && path[1] === 'templatePatch' ? path : ['spec', 'template', ...path];
      const others = count === 1 ? '' : ` and ${count - 1} more`;
      const full = `${message} (with ${describe(first)}${others})`;
      this.#notices.problem('template-failed', full, this.#set.origin, at);
      const what = count === 1 ? 'an Application' : `${count} Applications`;
      this.#notices.gaps.push({
        what: `${what} of ${nameOf(this.#set)}`,
        reason: message,
        location: placeOf(this.#set.origin, at),
      });
    }
  }
}

const MAX_DESCRIPTION = 160;

/** A parameter set in a line: the folder of a git generator, else the first parameters. */
function describe(parameters: JsonObject): string {
  const folder = text(field(parameters, 'path', 'path')) ?? text(field(parameters, 'path'));
  const line = folder === undefined ? JSON.stringify(parameters) : `path ${folder}`;
  return line.length > MAX_DESCRIPTION ? `${line.slice(0, MAX_DESCRIPTION)}…` : line;
}
