import { decoded } from '../argocd/decoded.ts';
import type { Config } from '../config/types.ts';
import type { Cluster, FieldPath, Found, JsonObject, KubernetesObject, Origin, Trees } from '../types.ts';
import { compileFastTemplate, traceFastTemplate } from './fast-template.ts';
import {
  type GeneratorContext,
  GeneratorFailure,
  type Emptiness,
  GENERATORS,
  isSaid,
  type ParameterSet,
  transform,
  unknownNames,
  type Transformed,
} from './generators/index.ts';
import { goTemplateCompiler, goTemplateTracer } from './go-template.ts';
import { isMap } from '../json.ts';
import { field, list, text } from './json-map.ts';
import { nameOf, type Notices } from './notices.ts';
import type { LeftOver } from './refusals.ts';
import { TemplateFailures } from './template-failures.ts';
import { TemplateFields } from './template-fields.ts';
import { applyTemplatePatch, PatchFault } from './template-patch.ts';
import { overrideTemplate } from './template-override.ts';
import { compileTree, FieldFailure, type StringCompiler } from './template-tree.ts';

/** What an ApplicationSet makes of one parameter set. */
export interface Generated {
  readonly object: KubernetesObject;
  readonly parameters: JsonObject;
  /** Where its fields are written. */
  readonly origin: Origin;
  readonly folder: ParameterSet['folder'];
}

export interface SetOutcome {
  readonly generated: readonly Generated[];
  /** Folders of the parameter sets whose Application could not be made: they are not orphaned for that. */
  readonly claimed: readonly NonNullable<ParameterSet['folder']>[];
  /** Tags that no parameter filled, which stay in the text. */
  readonly leftOver: readonly LeftOver[];
  /** False where some generator's parameters are unknown, so that more Applications may exist. */
  readonly complete: boolean;
}

/** What an ApplicationSet is expanded with. */
export interface Surroundings {
  readonly trees: Trees;
  readonly config: Config;
  readonly inventory: readonly Cluster[];
  readonly notices: Notices;
}

/** Runs an ApplicationSet as the controller's `GenerateApplications` does, generator by generator. */
export function expandSet(set: Found, surroundings: Surroundings): SetOutcome {
  return new SetExpansion(set, surroundings).run();
}

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const OPTIONS = /^missingkey=(?:default|invalid|zero|error)$/;

class SetExpansion {
  readonly #set: Found;
  readonly #limit: number;
  readonly #context: GeneratorContext;
  readonly #notices: Notices;
  readonly #spec: JsonObject;
  readonly #goTemplate: boolean;
  readonly #compile: StringCompiler;
  readonly #failures: TemplateFailures;
  readonly #generated: Generated[] = [];
  readonly #claimed: NonNullable<ParameterSet['folder']>[] = [];
  #complete = true;
  /** How many clusters there were of which labels picked none. */
  #clustersAsked: number | undefined;
  /** What is the first to yield nothing within an entry of the generators. */
  #empty: Emptiness | undefined;

  constructor(set: Found, { trees, config, inventory, notices }: Surroundings) {
    this.#set = set;
    this.#limit = config.limits.applications;
    this.#notices = notices;
    this.#spec = set.object.spec as JsonObject;
    this.#goTemplate = field(this.#spec, 'goTemplate') === true;
    this.#failures = new TemplateFailures(set, notices);
    const options = list(field(this.#spec, 'goTemplateOptions')).map(String);
    const compilerWith = (chosen: readonly string[]): StringCompiler =>
      this.#goTemplate ? goTemplateCompiler(chosen, config.limits) : compileFastTemplate;
    this.#compile = compilerWith(options);
    this.#context = {
      set,
      goTemplate: this.#goTemplate,
      compile: this.#compile,
      compileStrict: compilerWith([...options, 'missingkey=error']),
      trace: this.#goTemplate ? goTemplateTracer(options, config.limits) : traceFastTemplate,
      trees,
      inventory,
      fixtures: config.fixtures,
      newGlobbing: config.argocd.newGitFileGlobbing === true,
      picksNone: (known) => {
        this.#clustersAsked = known;
      },
      limit: this.#limit,
      report: (at, message) => notices.problem('application-invalid', message, set.origin, at),
      yieldsNothing: (emptiness) => {
        this.#empty ??= emptiness;
      },
      matchesNothing: (at, message) => notices.problem('generator-empty', message, set.origin, at),
    };
  }

  run(): SetOutcome {
    if (this.#optionsAreKnown()) {
      this.#reportMissingKeys();
      const generators = list(field(this.#spec, 'generators')) as readonly JsonObject[];
      if (generators.length === 0)
        this.#yieldsNothing({ path: ['spec', 'generators'], why: 'the list of generators is empty' });
      for (const [index, entry] of generators.entries()) this.#entry(entry, ['spec', 'generators', index]);
      this.#failures.report();
    }
    const leftOver = this.#failures.leftOverTags();
    return { generated: this.#generated, claimed: this.#claimed, leftOver, complete: this.#complete };
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

  #reportMissingKeys(): void {
    const options = list(field(this.#spec, 'goTemplateOptions'));
    if (!this.#goTemplate || options.includes('missingkey=error')) return;
    const message = `${nameOf(this.#set)} prints \`<no value>\` where a parameter is missing, and makes an Application of it`;
    this.#notices.problem('missingkey-not-error', message, this.#set.origin, ['spec', 'goTemplate']);
  }

  #entry(entry: JsonObject, path: FieldPath): void {
    this.#empty = undefined;
    const results = this.#transform(entry, path);
    if (results?.length === 0) {
      const message = `this is no generator that Argo CD knows: ${unknownNames(entry, GENERATORS.keys())}`;
      this.#fail('application-invalid', message, path);
    }
    for (const { own, path: at, sets } of results ?? []) {
      if (sets.length === 0 && this.#empty !== undefined) this.#yieldsNothing(this.#empty);
      this.#makeAll(overrideTemplate(templateOf(own), templateOf(this.#spec) ?? {}), sets, at);
    }
  }

  #transform(entry: JsonObject, path: FieldPath): readonly Transformed[] | undefined {
    try {
      const { origin } = this.#set;
      const at = { ...origin, path: [...origin.path, ...path] };
      return transform({ entry, path, origin: at, depth: 0 }, GENERATORS, this.#context);
    } catch (error) {
      if (!(error instanceof GeneratorFailure)) throw error;
      const { path: top } = this.#set.origin;
      this.#fail(error.ruleId, error.message, error.path, error.origin && { ...error.origin, path: top });
      return undefined;
    }
  }

  #yieldsNothing({ path, why: what }: Emptiness): void {
    const { origin } = this.#set;
    const known = this.#clustersAsked;
    if (known !== 0) {
      const why =
        known === undefined
          ? ''
          : `: of ${known} known ${known === 1 ? 'cluster' : 'clusters'} none has the labels that are asked for`;
      const message = `${what}, so that ${nameOf(this.#set)} makes no Application of it${why}`;
      this.#notices.problem('generator-empty', message, origin, path);
      return;
    }
    // Whoever lists the clusters mends all ApplicationSets at once.
    const message = `a generator by clusters yields nothing, so that its ApplicationSet makes no Application: no cluster is known; list them as \`clusters\` (plimsoll.yaml), or give --clusters to \`appset generate\``;
    this.#complete = false;
    this.#notices.shared('generator-empty', message, origin, path);
    this.#notices.gap(nameOf(this.#set), message, origin, path);
  }

  #makeAll(template: JsonObject, sets: readonly ParameterSet[], path: FieldPath): void {
    const bare = this.#applicationOf(template);
    const compiled = compileTree(bare, this.#compilerOfTemplate());
    // The controller hands an empty parameter set the template as it is, without a finalizer.
    const make = (parameters: JsonObject): JsonObject =>
      Object.keys(parameters).length === 0 ? bare : this.#withFinalizer(compiled(parameters));
    const patch = this.#compilePatch();
    const room = this.#limit - this.#generated.length;
    const fields = new TemplateFields(this.#set, path, this.#context.trace);
    for (const set of sets.slice(0, room)) this.#make(set, make, patch, fields);
    if (sets.length <= room) return;
    const message = `${nameOf(this.#set)} makes more than ${this.#limit} Applications (limits.applications); the rest is not looked at`;
    this.#fail('generator-unresolved', message, path);
  }

  /** Without goTemplate a tag that no parameter fills stays in the text: no error to the controller, but hardly meant. */
  #compilerOfTemplate(): StringCompiler {
    if (this.#goTemplate) return this.#compile;
    const missing = (tag: string, parameters: JsonObject): void => this.#failures.leftOver(tag, parameters);
    return (source) => compileFastTemplate(source, missing);
  }

  #make(
    set: ParameterSet,
    make: (parameters: JsonObject) => JsonObject,
    patch: Patch | undefined,
    fields: TemplateFields,
  ): void {
    try {
      const made = make(set.parameters);
      const object = this.#inNamespace(patch === undefined ? made : patch(made, set.parameters));
      const { parameters, folder } = set;
      this.#generated.push({ object, parameters, origin: fields.originOf(set), folder });
    } catch (error) {
      const failure = error instanceof FieldFailure ? error : new FieldFailure([], (error as Error).message);
      this.#failures.add(failure, set);
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
    const render = this.#compilerOfTemplate()(source) ?? (() => source);
    return (application, parameters) => {
      try {
        return applyTemplatePatch(application, render(parameters));
      } catch (error) {
        const line = error instanceof PatchFault ? error.line : '';
        throw new FieldFailure(path, (error as Error).message, line);
      }
    };
  }

  #fail(ruleId: string, message: string, path: FieldPath, origin: Origin = this.#set.origin): void {
    this.#complete = false;
    this.#notices.problem(ruleId, message, origin, path);
    this.#notices.gap(nameOf(this.#set), message, origin, path);
  }
}

/** As the controller has it: without what is no field of a template. */
function templateOf(holder: JsonObject): JsonObject | undefined {
  const template = field(holder, 'template');
  return isMap(template) ? decoded(template, 'ApplicationSetTemplate') : undefined;
}

type Patch = (application: JsonObject, parameters: JsonObject) => JsonObject;
