/** Where something failed. `line` and `column` count from 1, `column` in UTF-16 code units; `goColumn` is Go's: bytes from 0. */
export interface TemplatePlace {
  /** The name under which the text was parsed (a file), not that of a `define` inside. */
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly goColumn: number;
  /** The template that was executing, e.g. a `define`'s name; undefined for a parse error. */
  readonly executing?: string;
  /** Go's ErrorContext: the source of the node that failed, e.g. `.Values.a.b`. */
  readonly context?: string;
}

/**
 * A text that does not parse, or a template that failed while it ran. `message` is exactly Go's, e.g.
 * `template: NAME:LINE:COL: executing "NAME" at <.Values.a.b>: nil pointer evaluating interface {}.b`.
 */
export class TemplateError extends Error {
  readonly kind: 'parse' | 'execute';
  /** From the template that was executed to the innermost include, template or tpl that failed; never empty. */
  readonly chain: readonly TemplatePlace[];
  /** What went wrong at the outermost place: for a failed include `error calling include: …`. */
  readonly reason: string;
  /** What went wrong at the innermost place. */
  readonly rootReason: string;

  constructor(
    kind: 'parse' | 'execute',
    message: string,
    place: TemplatePlace,
    reason: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'TemplateError';
    this.kind = kind;
    this.reason = reason;
    const inner = innerError(cause);
    this.chain = inner === undefined ? [place] : [place, ...inner.chain];
    this.rootReason = inner === undefined ? plainReason(reason, cause) : inner.rootReason;
  }

  get template(): string {
    return this.chain[0]!.template;
  }

  get line(): number {
    return this.chain[0]!.line;
  }

  get column(): number {
    return this.chain[0]!.column;
  }

  get goColumn(): number {
    return this.chain[0]!.goColumn;
  }

  /** Where it really failed: the last place of `chain`. */
  get innermost(): TemplatePlace {
    return this.chain.at(-1)!;
  }
}

/** The template error that a function's error wraps, however deep (`tpl` wraps in an error of its own). */
function innerError(cause: unknown): TemplateError | undefined {
  for (let at = cause; at instanceof Error; at = at.cause) if (at instanceof TemplateError) return at;
  return undefined;
}

function plainReason(reason: string, cause: unknown): string {
  return cause instanceof Error ? cause.message : reason;
}

export type Budget = 'steps' | 'depth' | 'output';

/** An execution went over one of its limits; not a Go error, so it is never wrapped in `error calling …`. */
export class BudgetError extends Error {
  readonly budget: Budget;

  constructor(budget: Budget, message: string) {
    super(message);
    this.name = 'BudgetError';
    this.budget = budget;
  }
}
