/**
 * Text from a repository is untrusted: printed as it is, it could move the cursor, recolour the terminal, or reverse
 * the reading order of a line (Trojan Source, CVE-2021-42574). Here every such character becomes one that is seen.
 */

/** C0 and C1 controls, bidirectional and other invisible format controls, line separators, lone surrogates. */
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

/** One line: a line break too is shown as a sign. Joiners that emoji and Indic scripts need stay as they are. */
export function visible(text: string): string {
  return text.replace(UNSEEN, sign);
}

/** The lines of a text, each made visible. */
export function visibleLines(text: string): string[] {
  return text.split(/\r?\n/).map(visible);
}

function sign(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCharCode(0x2400 + code); // the Control Pictures block: ␛, ␊, ␉ …
  if (code === 0x7f) return '\u2421';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
