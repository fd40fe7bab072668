/** Cases in which we knowingly differ from Helm, each with its reason. The list may only shrink. */
const REASONS = {
  kind: 'Go refuses to decode 1e400 into a map before it looks at its size; ours looks at the number first',
  lastKey: 'the TOML library names the last key in some errors',
  includes: 'our bound on nested templates is lower than Helm’s and says so in its own words',
  separator: 'libyaml doubles the line and paragraph separators U+2028 and U+2029 and indents what follows',
} as const;

const CASES: readonly (readonly [keyof typeof REASONS, ...unknown[]])[] = [
  ['kind', '{{ fromJson "1e400" | toJson }}'],
  ['kind', '{{ fromJsonArray "1e400" | toJson }}'],
  ['lastKey', ['{{ fromToml .Values.v | toJson }}', { v: 'a = 1\na = 2' }]],
  ['includes', '{{ include "loop" . }}'],
  ['separator', ['{{ toYaml .Values.v }}', { v: 'a\u2028b' }]],
  ['separator', ['{{ toYaml .Values }}', separated('a\u2028b')]],
  ['separator', ['{{ toYamlPretty .Values }}', separated('a\u2028b')]],
];

function separated(text: string): unknown {
  return { v: text, k: { [text]: 1 }, l: [text], lm: [{ a: text, b: [text] }] };
}

/** Case, as JSON, to reason. */
export const gaps: ReadonlyMap<string, string> = new Map(
  CASES.map(([reason, each]) => [JSON.stringify(each), REASONS[reason]]),
);
