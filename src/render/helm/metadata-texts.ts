import type { FieldPath, Json } from '../../types.ts';
import { numberText, setOwn } from '../../yaml/index.ts';

/** Where Go wants no text, and says what it found instead. */
const NO_TEXTS: ReadonlySet<string | number | undefined> = new Set([
  'annotations',
  'dependencies',
  'deprecated',
  'enabled',
  'import-values',
  'keywords',
  'maintainers',
  'sources',
]);

/**
 * A Chart.yaml with those numbers as texts of which it matters how they are written: sigs.k8s.io/yaml makes 7e+06 of
 * `version: 7e6`, and leaves `7000000`, where Helm wants a text.
 */
export function withTexts(value: Json, text: string): Json {
  return convert(value, text, []);
}

function convert(value: Json, text: string, path: FieldPath): Json {
  if (typeof value === 'number') return isSafe(value, path) ? value : (numberText(text, 0, path) ?? value);
  if (typeof value !== 'object' || value === null || path.at(-1) === 'import-values') return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) => convert(item, text, [...path, index]));
  const texts: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) setOwn(texts, key, convert(item, text, [...path, key]));
  return texts;
}

/** One digit more or less, or an exponent, would not be seen. */
function isSafe(value: number, path: FieldPath): boolean {
  const isShort = Math.abs(value) < 1e6 && Number.isInteger(value * 100);
  return isShort || NO_TEXTS.has(path.at(-1)) || isItem(path);
}

/** Of a list of structs. */
function isItem(path: FieldPath): boolean {
  const list = path.at(-2);
  return typeof path.at(-1) === 'number' && (list === 'dependencies' || list === 'maintainers');
}
