import { TemplateError } from './errors.ts';

/** `template: NAME:LINE: REASON`; Go gives parse errors a line only, so the columns say 1 and 0. */
export function parseError(name: string, line: number, reason: string): TemplateError {
  const place = { template: name, line, column: 1, goColumn: 0 };
  return new TemplateError('parse', `template: ${name}:${line}: ${reason}`, place, reason);
}
