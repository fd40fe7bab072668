/**
 * Go values, as JavaScript has them here:
 *
 * | Go | here |
 * |---|---|
 * | nil, a nil interface | `null` |
 * | the zero `reflect.Value` (a missing map key, "no value") | `undefined` |
 * | bool, string | boolean, string (bytes that are not UTF-8: lone surrogates U+DC80–U+DCFF) |
 * | float64 | number (every number that came from YAML or JSON, as in Helm) |
 * | int, int64, uint64 … | `GoInt`; of a named type `NamedInt` |
 * | []any and other slices | array |
 * | map[string]any | plain object; own properties only, keys visited in sorted order |
 * | a struct, or anything with methods | `GoObject` |
 */
export type Value = undefined | null | boolean | number | string | GoInt | GoObject | Value[] | GoMap;
export interface GoMap {
  [key: string]: Value;
}

export type IntKind =
  | 'int'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64';

export class GoInt {
  readonly value: bigint;
  readonly kind: IntKind;

  constructor(value: bigint | number, kind: IntKind = 'int') {
    this.value = typeof value === 'bigint' ? value : BigInt(value);
    this.kind = kind;
  }
}

/** An integer of a named type of Go that prints as a text: `time.Month`. It counts and compares as its kind does. */
export class NamedInt extends GoInt {
  readonly goType: string;
  /** What its method `String` gives. */
  readonly text: string;
  readonly methods: ReadonlyMap<string, GoFunction>;

  constructor(
    value: bigint | number,
    kind: IntKind,
    { goType, text, methods }: Pick<NamedInt, 'goType' | 'text' | 'methods'>,
  ) {
    super(value, kind);
    this.goType = goType;
    this.text = text;
    this.methods = methods;
  }
}

/** A Go struct or named type that templates see: `.Files`, `.Capabilities`, `.Chart`. */
export interface GoObject {
  readonly goType: string;
  /** Own fields by name; a name that is neither field nor method fails as Go's struct access does. */
  readonly fields: ReadonlyMap<string, Value>;
  readonly methods: ReadonlyMap<string, GoFunction>;
  /** How `printf "%v"` prints it, and `{{ . }}` unless it has a display. */
  print(): string;
  /** How `{{ . }}` prints a field whose pointer is a Stringer in Go; functions get a copy that has no such pointer. */
  display?(): string;
  /** Of bytes: the text that they are. */
  text?(): string;
  /** For a Go map or slice that has methods: what `range`, `index` and `len` see. */
  elements?(): GoMap | Value[];
  /** What `toJson` and `toYaml` see, where that is something else (Go writes bytes in base64). */
  toGoJson?(): Value;
  /** For a struct that Go can compare: whether another one of its type is the same. */
  equals?(other: GoObject): boolean;
}

/**
 * What a Go function takes; `any` is interface{}, a name with a dot the GoObjects of that type. The engine checks
 * arguments against it with Go's error texts.
 */
export type ParamType =
  | 'any'
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'uint32'
  | 'float64'
  | 'map'
  | 'list'
  | 'bytes'
  | `${string}.${string}`;

/** What a call may use of the execution around it. */
export interface CallContext {
  /** Executes a named template (`include`); `dot` is traced under the path of the argument at `dotArgument`. */
  execute(name: string, dot: Value, dotArgument: number): string;
  /** Parses (once per text) and executes `text` with the set's templates (`tpl`). */
  executeText(text: string, dot: Value, dotArgument: number): string;
  /** Spends from the execution's budgets; throws `BudgetError` when one is gone. */
  spend(steps: number): void;
  /** To be called where a value that was there before is changed. */
  change(): void;
  /** To be called where the same call would answer something else the next time. */
  vary(): void;
  /** What the caller of `execute` put there: Helm's release, files, capabilities. */
  readonly host: unknown;
}

export interface GoFunction {
  readonly name: string;
  readonly params: readonly ParamType[];
  /** The last of `params` may stand any number of times, also none. */
  readonly variadic?: boolean;
  /** A thrown `Error`'s message becomes Go's `error calling <name>: <message>`. */
  readonly call: (args: Value[], context: CallContext) => Value;
  /** What a call costs beyond the one step of every call, where its work is more than that of most: those cost six. */
  readonly steps?: number;
  /**
   * How many characters of its arguments it handles for one step: 16 of those of type string where it is not said. Where it
   * is said, texts among arguments of any type count as well.
   */
  readonly charactersPerStep?: number;
  /** Index of the argument whose value path the result keeps, where identity does not tell (`get`, `dig` … extend it). */
  readonly path?: (args: Value[]) => { argument: number; keys: (string | number)[] } | undefined;
  /** Where it changes its first argument, a map: under which key it puts which of the others. */
  readonly stores?: (args: Value[]) => { readonly key: string; readonly argument: number };
}

export type FunctionTable = ReadonlyMap<string, GoFunction>;
