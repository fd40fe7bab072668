/** The values that one mention of a flag adds, or why it is refused. */
export type FlagReading = { readonly values: readonly string[] } | { readonly problem: string };

/** One line as Go's encoding/csv reads it: values between commas, in double quotes where they hold a comma. */
export function readCommaList(text: string): FlagReading {
  if (text === '') return { values: [] };
  const line = /^[^\n]*/.exec(text.replace(/^\n+/, ''))![0];
  const values: string[] = [];
  for (let at = 0; at <= line.length;) {
    const field = line[at] === '"' ? quoted(line, at) : bare(line, at);
    if ('problem' in field) return field;
    values.push(field.value);
    at = field.end + 1;
  }
  return { values };
}

type Field = { readonly value: string; readonly end: number } | { readonly problem: string };

function bare(line: string, start: number): Field {
  const comma = line.indexOf(',', start);
  const end = comma < 0 ? line.length : comma;
  const value = line.slice(start, end);
  const mark = value.indexOf('"');
  return mark < 0 ? { value, end } : refused(line, start + mark, 'bare " in non-quoted-field');
}

function quoted(line: string, start: number): Field {
  let value = '';
  for (let at = start + 1; ;) {
    const mark = line.indexOf('"', at);
    if (mark < 0) return refused(line, line.length, 'extraneous or missing " in quoted-field');
    value += line.slice(at, mark);
    const next = line[mark + 1];
    if (next === undefined || next === ',') return { value, end: mark + 1 };
    if (next !== '"') return refused(line, mark, 'extraneous or missing " in quoted-field');
    value += '"';
    at = mark + 2;
  }
}

/** `at` counts characters from 0, Go's columns bytes from 1. */
function refused(line: string, at: number, why: string): Field {
  return { problem: `parse error on line 1, column ${Buffer.byteLength(line.slice(0, at)) + 1}: ${why}` };
}
