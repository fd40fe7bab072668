/** Cases in which we knowingly differ from Helm, each with its reason. The list may only shrink. */
const REASONS = {
  kind: 'Go refuses to decode 1e400 into a map before it looks at its size; ours looks at the number first',
  lastKey: 'the TOML library names the last key in some errors',
  includes: 'our bound on nested templates is lower than Helm’s and says so in its own words',
} as const;

const CASES: readonly (readonly [keyof typeof REASONS, ...unknown[]])[] = [
  ['kind', '{{ fromJson "1e400" | toJson }}'],
  ['kind', '{{ fromJsonArray "1e400" | toJson }}'],
  ['lastKey', ['{{ fromToml .Values.v | toJson }}', { v: 'a = 1\na = 2' }]],
  ['includes', '{{ include "loop" . }}'],
];

/** Case, as JSON, to reason. */
export const gaps: ReadonlyMap<string, string> = new Map(
  CASES.map(([reason, each]) => [JSON.stringify(each), REASONS[reason]]),
);
