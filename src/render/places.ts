import type { Application, FieldPath, Location, Origin, Problem, Range, SourceFile } from '../types.ts';
import { locate, locateNearest, readYaml } from '../yaml/index.ts';
import { fileName, FILE_START } from '../source-file.ts';

export function fileLocation(file: SourceFile, range: Range = FILE_START): Location {
  return { file: fileName(file), range };
}

/** Where a path of the Application's object is written, or the nearest part of it that is. */
export function applicationLocation(application: Application, path: FieldPath): Location {
  return originLocation(application.origin, path);
}

export function originLocation(
  { file, document, path, printed, filled }: Origin,
  below: FieldPath = [],
): Location {
  const full = [...path, ...below];
  if (filled !== undefined) return filled.place(full);
  if (printed !== undefined) return printed(full);
  const read = readYaml(file);
  if (!read.ok) return fileLocation(file);
  return fileLocation(
    file,
    locate(read.text, document, full) ?? locateNearest(read.text, document, full).range,
  );
}

/** The range of a line, without the white space around its text. */
export function lineRange(text: string, line: number): Range {
  const content = text.split('\n', line)[line - 1] ?? '';
  const start = content.length - content.trimStart().length;
  const end = Math.max(content.trimEnd().length, start);
  return { start: { line, character: start + 1 }, end: { line, character: end + 1 } };
}

/** A problem of one Application, with what every problem says of it. */
export function problemOf(
  application: Application,
  ruleId: string,
  message: string,
  location: Location,
  more: Pick<Problem, 'related' | 'trace' | 'resource'> = {},
): Problem {
  const { name, leaf, generatedBy, origin } = application;
  const isInSet = generatedBy !== undefined && location.file === fileName(origin.file);
  const alike = isInSet && { alike: generatedBy.name };
  return { ruleId, message, location, application: name, ...(leaf && { leaf }), ...alike, ...more };
}
