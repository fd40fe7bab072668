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
 * Pairs each `--output` with the `--format` before it, or where that is missing or has one, with the one after it.
 * At most one format goes to standard output.
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
  for (const { name, value } of options) {
    const last = pairs.at(-1);
    if (name !== 'format' && name !== 'output') continue;
    const key = name === 'format' ? 'format' : 'file';
    if (last !== undefined && last[key] === undefined) last[key] = value!;
    else pairs.push({ [key]: value! });
  }
  return pairs;
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
