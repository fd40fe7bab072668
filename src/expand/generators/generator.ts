import type { Fixtures } from '../../config/types.ts';
import type { Filling, ParameterOrigin } from '../../trace/index.ts';
import type { Cluster, FieldPath, Found, JsonObject, Origin, SourceTree, Trees } from '../../types.ts';
import type { StringCompiler } from '../template-tree.ts';
import type { Emptiness } from './emptiness.ts';

/** What is the same for all generators of an ApplicationSet. */
export interface GeneratorContext {
  readonly set: Found;
  readonly goTemplate: boolean;
  readonly compile: StringCompiler;
  /** As `compile`, but a missing key fails, whatever `goTemplateOptions` say. */
  readonly compileStrict: StringCompiler;
  /** As `compile`, but notes what goes where. */
  readonly trace: Filling['trace'];
  readonly trees: Trees;
  readonly inventory: readonly Cluster[];
  readonly fixtures: Fixtures;
  /** Argo CD's newer globbing: `*` stays in a folder. */
  readonly newGlobbing: boolean;
  /** Called where the labels that a generator asks for pick none of so many clusters. Of none at all: what it would find can't be said. */
  readonly picksNone: (known: number) => void;
  /** How many parameter sets a combination may have. */
  readonly limit: number;
  /** Something that the controller only logs: the rest of the generator still counts. */
  readonly report: (path: FieldPath, message: string) => void;
  /** Called for each generator that yields nothing, an inner one first. */
  readonly yieldsNothing: (emptiness: Emptiness) => void;
  /** One of several globs matches nothing: no fault to the controller, but hardly meant. */
  readonly matchesNothing: (path: FieldPath, message: string) => void;
}

export interface GeneratorInput {
  /** What stands below the generator's name, e.g. below `git:`. */
  readonly generator: JsonObject;
  /** The path of `generator` from the ApplicationSet's top. */
  readonly path: FieldPath;
  /** Where `generator` is written, also where another generator's parameters fill it in. */
  readonly origin: Origin;
  /** How many combinations (`matrix`, `merge`) are around it. */
  readonly depth: number;
  readonly context: GeneratorContext;
}

/** The parameters of one Application. */
export interface ParameterSet {
  readonly parameters: JsonObject;
  /** Where they come from; undefined where no file says any of them. */
  readonly origin?: ParameterOrigin | undefined;
  /** The folder that they were made of. */
  readonly folder?: { readonly tree: SourceTree; readonly path: string };
}

/** Thrown by a generator that cannot say its parameters; `path` is from the ApplicationSet's top. */
export class GeneratorFailure extends Error {
  readonly ruleId: 'generator-unresolved' | 'application-invalid' | 'template-failed';
  readonly path: FieldPath;
  /** Where the fields are written of a generator that another's parameters fill in. */
  origin: Origin | undefined;

  constructor(ruleId: GeneratorFailure['ruleId'], path: FieldPath, message: string) {
    super(message);
    this.ruleId = ruleId;
    this.path = path;
  }
}

export type Generator = (input: GeneratorInput) => readonly ParameterSet[];
