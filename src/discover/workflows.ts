/** Workflows of GitHub Actions that start themselves by what they commit. */
import { isMap } from '../json.ts';
import type { FieldPath, Json, JsonObject, SourceFile, SourceTree } from '../types.ts';
import { locateNearest, readYaml } from '../yaml/index.ts';
import type { Finds } from './finds.ts';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
/** A commit with one of these in its message starts no workflow; `GITHUB_TOKEN` and a deploy by branch are the other ways out. */
const SKIPS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks: *true/i;
const PUSHES = /\bgit\b[^\n]*\bpush\b/;
/** Another repository is what is pushed to then. */
const CLONES = /\bgit clone\b|\bgh repo clone\b/;
const OWN_TOKEN = /\b(?:secrets\.GITHUB_TOKEN|github\.token)\b/;
/** A job or step that looks at who pushed, or at the message, stops by itself. */
const LOOKS = /github\.(?:actor|triggering_actor|event\.(?:head_commit|pusher|sender))/;

/** `ci-writes-where-it-listens` for each step that pushes a commit to where the workflow listens. */
export function reportLoops(tree: SourceTree, finds: Finds): void {
  for (const path of tree.list()) if (WORKFLOW.test(path)) lookIntoWorkflow({ tree, path }, finds);
}

function lookIntoWorkflow(file: SourceFile, finds: Finds): void {
  const read = readYaml(file);
  const workflow = read.ok ? read.yaml.documents[0]?.value : undefined;
  const push = isMap(workflow) ? pushTrigger(workflow.on ?? workflow.true) : undefined;
  if (!read.ok || !isMap(workflow) || push === undefined) return;
  for (const path of pushingSteps(workflow, push)) {
    const range = locateNearest(read.text, 0, path).range;
    const message = 'This step pushes a commit, which starts the workflow again, and nothing ends the loop';
    finds.problem({
      ruleId: 'ci-writes-where-it-listens',
      message,
      location: { file: file.tree.prefix + file.path, range },
    });
  }
}

/** What `on.push` filters by, `{}` for nothing; undefined where pushes don't start it. Of tags alone no commit starts it. */
function pushTrigger(on: Json | undefined): JsonObject | undefined {
  if (on === 'push' || (Array.isArray(on) && on.includes('push'))) return {};
  if (!isMap(on) || !Object.hasOwn(on, 'push')) return undefined;
  const push = on.push;
  if (!isMap(push)) return {};
  return push.tags !== undefined && push.branches === undefined ? undefined : push;
}

function pushingSteps(workflow: JsonObject, push: JsonObject): FieldPath[] {
  const jobs = isMap(workflow.jobs) ? Object.entries(workflow.jobs) : [];
  return jobs.flatMap(([name, job]) => {
    if (!isMap(job) || looks(job) || !Array.isArray(job.steps)) return [];
    const steps = job.steps as readonly Json[];
    if (!steps.some(takesToken)) return [];
    const scripts = steps.map((step) => (isMap(step) && typeof step.run === 'string' ? step.run : ''));
    const whole = scripts.join('\n');
    if (CLONES.test(whole) || SKIPS.test(whole) || !listens(push, whole)) return [];
    return scripts.flatMap((script, index) =>
      PUSHES.test(script) && !looks(steps[index]) ? [['jobs', name, 'steps', index, 'run']] : [],
    );
  });
}

/** A checkout with a token other than the workflow's own, which starts no workflows. */
function takesToken(step: Json): boolean {
  if (!isMap(step) || typeof step.uses !== 'string' || !step.uses.startsWith('actions/checkout@'))
    return false;
  const settings = isMap(step.with) ? step.with : {};
  if (settings.repository !== undefined) return false;
  if (settings['ssh-key'] !== undefined) return true;
  return typeof settings.token === 'string' && !OWN_TOKEN.test(settings.token);
}

function looks(part: Json | undefined): boolean {
  return isMap(part) && typeof part.if === 'string' && LOOKS.test(part.if);
}

/** Whether a filter of paths lets through what the script names: a guess by the folders that both have in words. */
function listens(push: JsonObject, script: string): boolean {
  const paths = texts(push.paths);
  const ignored = texts(push['paths-ignore']);
  if (paths.length > 0) return paths.some((path) => names(script, path));
  return !ignored.some((path) => names(script, path));
}

function names(script: string, pattern: string): boolean {
  const folder = pattern.replace(/[*?[!].*$/, '').replace(/\/$/, '');
  return folder === '' || script.includes(folder);
}

function texts(list: Json | undefined): string[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter((entry) => typeof entry === 'string') : [];
}
