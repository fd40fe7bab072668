import { quote } from '../../template/index.ts';
import type { LogLine } from '../../render/index.ts';

/** A line as Go's `slog` writes it, without the time, as Helm does: `level=WARN msg="this chart is deprecated"`. */
export function logText({ level, message, fields = [] }: LogLine): string {
  const all = [['level', level], ['msg', message], ...fields] as const;
  return `${all.map(([name, value]) => `${name}=${written(value)}`).join(' ')}\n`;
}

/** `slog`'s `needsQuoting`: what is empty, or holds spaces, quotes, `=` or what can't be seen. */
const PLAIN = /^[^\s"=\p{C}\p{Z}\uFFFD]+$/u;

function written(value: string): string {
  return PLAIN.test(value) ? value : quote(value);
}
