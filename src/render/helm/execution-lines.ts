import type { TemplateError } from '../../template/index.ts';

/** A failed template as Helm 4 tells it, each place on lines of its own. Mirrors `reformatExecErrorMsg`. */
export function executionLines(error: TemplateError): string {
  const places: string[] = [];
  for (const message of goMessages(error)) {
    const place = placeWords(message);
    if (place === undefined) return error.message;
    if (places.at(-1) !== place) places.push(place);
  }
  return places.join('').trim();
}

/** The messages of an error and of all that it wraps, as Go's `errors.Unwrap` finds them. */
function* goMessages(error: Error): Generator<string> {
  for (let at: unknown = error; at instanceof Error; at = at.cause) yield at.message;
}

/** Helm's `parseTemplateExecErrorString`: one place on its lines; undefined where the text is none of Go's template errors. */
function placeWords(message: string): string | undefined {
  if (!message.startsWith('template: ')) return undefined;
  const rest = message.slice('template: '.length);
  if (rest.startsWith('no template ')) return `${message}\n`;
  return executingWords(rest) ?? simpleWords(rest);
}

function executingWords(rest: string): string | undefined {
  const at = rest.indexOf(': executing ');
  if (at < 0) return undefined;
  const match = /^"([^"]*)" at <(.*?)>: (.*)$/s.exec(rest.slice(at + ': executing '.length));
  if (match === null) return undefined;
  const [, executing = '', node = '', reason = ''] = match;
  return `${rest.slice(0, at)}\n  executing "${executing}" at <${node}>:\n    ${line(firstError(reason))}`;
}

function simpleWords(rest: string): string | undefined {
  const at = rest.lastIndexOf(': ');
  return at < 0 ? undefined : `${rest.slice(0, at)}\n  ${line(firstError(rest.slice(at + 2)))}`;
}

function line(text: string): string {
  return text === '' ? '' : `${text}\n`;
}

/** What stands before the error that this one wraps. */
function firstError(reason: string): string {
  const at = reason.indexOf(' template:');
  return at < 0 ? reason : reason.slice(0, at);
}
