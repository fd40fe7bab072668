import type { Arguments, Given } from './arguments.ts';
import { UsageError } from './host.ts';
import { suggestion } from './suggestion.ts';

/** A format and where it goes; without a file, to standard output. */
export interface CheckOutput {
  readonly format: string;
  readonly file?: string;
}

interface Pair {
  format?: string;
  file?: string;
}

/**
 * Pairs each `--output` with the `--format` before it; a lone one may stand before it, or go without. At most one
 * format goes to standard output.
 */
export function checkOutputs({ options }: Arguments, known: Iterable<string>): CheckOutput[] {
  const names = [...known];
  const pairs = pair(options);
  const outputs = pairs.length === 0 ? [outputOf({}, names)] : pairs.map((one) => outputOf(one, names));
  refuseShared(outputs);
  return outputs;
}

function outputOf({ format = 'pretty', file }: Pair, names: readonly string[]): CheckOutput {
  if (!names.includes(format)) throw unknownFormat(format, names);
  return file === undefined || file === '-' ? { format } : { format, file };
}

function pair(options: readonly Given[]): Pair[] {
  const pairs: Pair[] = [];
  const early: string[] = [];
  for (const { name, value } of options) {
    const last = pairs.at(-1);
    if (name === 'format') pairs.push({ format: value! });
    else if (name === 'output' && last !== undefined && last.file === undefined) last.file = value!;
    else if (name === 'output') early.push(value!);
  }
  return early.length === 0 ? pairs : [adopt(early, pairs)];
}

/** An output with no format before it: clear only where there is one output, and one format or none. */
function adopt(early: readonly string[], pairs: readonly Pair[]): Pair {
  const [file, ...others] = early;
  const [only = {}, ...more] = pairs;
  if (others.length + more.length === 0 && only.file === undefined) return { ...only, file: file! };
  throw new UsageError(`\`--output ${file}\` needs the \`--format\` that it belongs to before it.`);
}

function unknownFormat(format: string, names: readonly string[]): UsageError {
  const hint = suggestion(format, names);
  return new UsageError(`There is no format \`${format}\`.${hint} Formats: ${names.join(', ')}.`);
}

function refuseShared(outputs: readonly CheckOutput[]): void {
  const seen = new Set<string | undefined>();
  for (const { file } of outputs) {
    if (seen.has(file)) {
      throw new UsageError(
        file === undefined
          ? 'More than one format would go to standard output; follow each other `--format` with an `--output FILE`.'
          : `More than one format would go to ${file}.`,
      );
    }
    seen.add(file);
  }
}
