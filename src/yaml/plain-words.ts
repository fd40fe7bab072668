import type { YamlProblem } from './types.ts';

const CONFLICT = /^(?:<{7}|={7}|>{7})(?: |$)/;

/** What go-yaml says of a text, with what a person would say of it where that can be seen: a tab, a merge conflict. */
export function inPlainWords({ message, range }: YamlProblem, text: string): string {
  const { line, character } = range.start;
  const lines = text.split('\n', line);
  if (lines.slice(-2).some((each) => CONFLICT.test(each)))
    return `${message}: a merge conflict was left here`;
  const isTab = lines[line - 1]?.[character - 1] === '\t';
  return isTab && message.includes('cannot start any token')
    ? `${message}: a tab, where YAML wants spaces`
    : message;
}
