import { isGitCrypt } from '../archive/index.ts';
import { fileName } from '../source-file.ts';
import type { Gap, Problem, ReadFailure, SourceFile } from '../types.ts';
import { inPlainWords, readYaml, type YamlProblem } from '../yaml/index.ts';
import { type Finds, startOfFile } from './finds.ts';
import type { Kustomized } from './kustomizations.ts';
import { lookIntoDocument } from './manifest.ts';

export interface FileRole {
  readonly isLeafValues: boolean;
  readonly kustomized: Kustomized;
  /** The user named it: whatever is wrong with it counts. */
  readonly isGiven?: boolean;
}

/**
 * What an author would not write in a manifest, but in a Helm template that lies outside of a chart, or in one for Jinja or
 * Terraform.
 */
const SURE_TEMPLATE =
  /\{\{-|\{\{[^}]*\.(?:Values|Release|Chart)\b|\{\{\s*(?:include|template|define)\s|\{%[-+]?\s*\w|%\{~?\s*(?:if|for)\b|\$\{\s*[a-z]+\(/;
/** A line that is to be replaced as a whole stands for any text. */
const LIKELY_TEMPLATE = /\{\{|\{%|\$\{|^\s*<[A-Z][A-Z0-9_]*>\s*$/m;

/** Parses a file and sorts its documents into `finds`. */
export function lookIntoFile(file: SourceFile, role: FileRole, finds: Finds): void {
  const name = fileName(file);
  const read = readYaml(file);
  const counts = role.isLeafValues || role.isGiven === true;
  const lesser = counts ? {} : { severity: 'warning' as const };
  if (!read.ok) {
    const location = startOfFile(file.tree, file.path);
    const reason = read.code === 'missing' ? 'is a symbolic link to nothing' : read.reason;
    if (!counts && isLocked(file, read.code)) finds.gap({ what: name, reason, location });
    else finds.problem({ ruleId: 'file-unreadable', message: `${name} ${reason}`, location, ...lesser });
    return;
  }
  const matters = counts || read.text.includes('argoproj.io');
  if (read.yaml.problems.length > 0 && isForeignTemplate(read.text, matters)) {
    finds.gap(templateGap(file));
    return;
  }
  reportFaults(file, matters, finds);
  if (role.isLeafValues) return;
  for (const [document, { value }] of read.yaml.documents.entries()) {
    lookIntoDocument(value, { file, document, path: [] }, read.text, role.kustomized, finds);
  }
}

/** What YAML finds wrong with a file; `matters`: whether that is more than a warning. */
export function reportFaults(file: SourceFile, matters: boolean, finds: Finds): void {
  const read = readYaml(file);
  if (!read.ok) return;
  for (const fault of read.yaml.problems)
    finds.problem(yamlProblem(fileName(file), read.text, fault, matters));
}

/** Many repositories keep their secrets so: nothing is wrong with them, but nothing is known of them either. */
function isLocked({ tree, path }: SourceFile, code: ReadFailure): boolean {
  const bytes = code === 'binary' ? tree.readBytes(path) : undefined;
  return bytes !== undefined && isGitCrypt(bytes);
}

function isForeignTemplate(text: string, matters: boolean): boolean {
  return (matters ? SURE_TEMPLATE : LIKELY_TEMPLATE).test(text);
}

function templateGap(file: SourceFile): Gap {
  const reason = 'holds template actions and is no YAML; it is no part of a chart either';
  return { what: fileName(file), reason, location: startOfFile(file.tree, file.path) };
}

/** In a file that nothing is known to deploy a fault is worth a warning: it may be of another tool's dialect. */
function yamlProblem(file: string, text: string, fault: YamlProblem, matters: boolean): Problem {
  const { code, range } = fault;
  const message = inPlainWords(fault, text);
  const ruleId = code === 'duplicate-key' ? 'yaml-duplicate-key' : 'yaml-invalid';
  const problem = { ruleId, message, location: { file, range } };
  return matters ? problem : { ...problem, severity: 'warning' };
}
