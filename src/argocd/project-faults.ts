/** What Argo CD's API refuses of an AppProject: `ValidateProject`, in its words. */
import { compileGlob } from '../glob.ts';
import type { FieldPath, Json, JsonObject } from '../types.ts';
import { scheduleFault } from './cron.ts';

export interface ProjectFault {
  readonly path: FieldPath;
  readonly message: string;
}

/** All of them, in the order in which Argo CD looks for them; it stops at the first. */
export function projectFaults(project: JsonObject): ProjectFault[] {
  const spec = mapOf(project['spec']);
  const name = textOf(mapOf(project['metadata'])['name']);
  return [
    ...destinationFaults(listOf(spec['destinations'])),
    ...repeated(listOf(spec['sourceNamespaces']), 'sourceNamespaces', 'source namespace'),
    ...sourceFaults(listOf(spec['sourceRepos'])),
    ...listOf(spec['roles']).flatMap((role, index, all) => roleFaults(name, role, index, all)),
    ...listOf(spec['syncWindows']).flatMap(windowFaults),
    ...accountFaults(listOf(spec['destinationServiceAccounts'])),
  ].map(({ path, message }) => ({ path: ['spec', ...path], message }));
}

function destinationFaults(destinations: readonly Json[]): ProjectFault[] {
  const seen = new Set<string>();
  return destinations.flatMap((entry, index) => {
    const [name, server, namespace] = ['name', 'server', 'namespace'].map((key) => textOf(mapOf(entry)[key]));
    const wrong = ['name', 'server', 'namespace'].find((key) => textOf(mapOf(entry)[key]) === '!*');
    if (wrong !== undefined)
      return [fault(['destinations', index, wrong], `${wrong} has an invalid format, '!*'`)];
    const key = `${server === '' && name !== '' ? name : server}/${namespace}`;
    return again(seen, key) ? [fault(['destinations', index], `destination '${key}' already added`)] : [];
  });
}

function sourceFaults(repositories: readonly Json[]): ProjectFault[] {
  const wrong = repositories.flatMap((each, index) =>
    each === '!*' ? [fault(['sourceRepos', index], "source repository has an invalid format, '!*'")] : [],
  );
  return [...wrong, ...repeated(repositories, 'sourceRepos', 'source repository')];
}

function repeated(list: readonly Json[], key: string, noun: string): ProjectFault[] {
  const seen = new Set<string>();
  return list.flatMap((each, index) =>
    again(seen, textOf(each)) ? [fault([key, index], `${noun} '${textOf(each)}' already added`)] : [],
  );
}

const ROLE_NAME = /^[a-zA-Z0-9](?:[-_a-zA-Z0-9]*[a-zA-Z0-9])?$/;

function roleFaults(project: string, entry: Json, index: number, all: readonly Json[]): ProjectFault[] {
  const role = mapOf(entry);
  const name = textOf(role['name']);
  const at = (path: FieldPath, message: string): ProjectFault => fault(['roles', index, ...path], message);
  const faults: ProjectFault[] = [];
  if (all.slice(0, index).some((other) => textOf(mapOf(other)['name']) === name))
    faults.push(at(['name'], `role '${name}' already exists`));
  else if (!ROLE_NAME.test(name)) faults.push(at(['name'], roleNameMessage(name)));
  for (const [key, check] of ROLE_LISTS) {
    const seen = new Set<string>();
    for (const [place, each] of listOf(role[key]).entries()) {
      const text = textOf(each);
      const noun = key === 'policies' ? 'policy' : 'group';
      const message = again(seen, text)
        ? `${noun} '${text}' already exists for role '${name}'`
        : check(text, project, name);
      if (message !== undefined) faults.push(at([key, place], message));
    }
  }
  return faults;
}

function roleNameMessage(name: string): string {
  return `invalid role name '${name}'. Must consist of alphanumeric characters, '-' or '_', and must start and end with an alphanumeric character`;
}

type Check = (text: string, project: string, role: string) => string | undefined;

const ROLE_LISTS: readonly (readonly [string, Check])[] = [
  ['policies', policyFault],
  ['groups', groupFault],
];
const PROJECT_RESOURCES: ReadonlySet<string> = new Set([
  'applications',
  'applicationsets',
  'logs',
  'exec',
  'clusters',
  'repositories',
]);
const ACTION = /^(?:get|create|update|delete|sync|override|\*)$|action\/|update\/|delete\//;

function policyFault(policy: string, project: string, role: string): string | undefined {
  const parts = policy.split(',').map(withoutSpaces);
  const [p, subject = '', resource = '', action = '', object = '', effect = ''] = parts;
  const invalid = (reason: string): string => `invalid policy rule '${policy}': ${reason}`;
  if (parts.length !== 6 || p !== 'p') return invalid("must be of the form: 'p, sub, res, act, obj, eft'");
  const expected = `proj:${project}:${role}`;
  if (subject !== expected) return invalid(`policy subject must be: '${expected}', not '${subject}'`);
  if (!PROJECT_RESOURCES.has(resource)) return invalid(resourceMessage(resource));
  if (!ACTION.test(action)) return invalid(`invalid action '${action}'`);
  if (!isObject(project, object)) return invalid(objectMessage(project, object));
  return effect === 'allow' || effect === 'deny' ? undefined : invalid("effect must be: 'allow' or 'deny'");
}

function resourceMessage(resource: string): string {
  return `project resource must be: 'applications', 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters', not '${resource}'`;
}

function objectMessage(project: string, object: string): string {
  return `object must be of form '${project}/*', '${project}[/<NAMESPACE>]/<APPNAME>' or '${project}/<APPNAME>', not '${object}'`;
}

/** `<project>[/<namespace>]/<application>`, the latter two of letters, digits and `*_-.`. */
function isObject(project: string, object: string): boolean {
  return object.startsWith(`${project}/`) && /^(?:\/[*\w.-]+){1,2}$/.test(object.slice(project.length));
}

function groupFault(group: string): string | undefined {
  const trimmed = group.trim();
  const isQuoted = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"');
  const name = isQuoted ? trimmed.slice(1, -1) : trimmed;
  if (!isQuoted && name.includes(',')) return `group '${name}' must be quoted`;
  if (name === '') return `group '${name}' is empty`;
  if (/["\n\r\t]/.test(name)) return `group '${name}' contains invalid characters`;
  if (group.length > 1 && /^\s/.test(group)) return `group '${name}' contains a leading space`;
  if (group.length > 1 && /\s$/.test(group)) return `group '${name}' contains a trailing space`;
  return undefined;
}

/** What tells one window from another; the rest of it is how it behaves. */
const IDENTITY = [
  'kind',
  'schedule',
  'duration',
  'applications',
  'namespaces',
  'clusters',
  'timeZone',
  'andOperator',
];
const TARGETS = ['applications', 'namespaces', 'clusters'];
/** Go's `time.ParseDuration`. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

function windowFaults(entry: Json, index: number, all: readonly Json[]): ProjectFault[] {
  if (entry === null) return [];
  const window = mapOf(entry);
  const [kind, schedule, duration] = ['kind', 'schedule', 'duration'].map((key) => textOf(window[key])) as [
    string,
    string,
    string,
  ];
  const at = (key: string, message: string): ProjectFault => fault(['syncWindows', index, key], message);
  const own = identityOf(window);
  const faults: ProjectFault[] = [];
  if (all.slice(0, index).some((other) => other !== null && identityOf(mapOf(other)) === own))
    faults.push(
      at(
        'kind',
        `sync window with kind '${kind}', schedule '${schedule}', and duration '${duration}' already exists`,
      ),
    );
  if (kind !== 'allow' && kind !== 'deny')
    faults.push(at('kind', `kind '${kind}' mismatch: can only be allow or deny`));
  const reason = scheduleFault(schedule);
  if (reason !== undefined) faults.push(at('schedule', `cannot parse schedule '${schedule}': ${reason}`));
  if (!DURATION.test(duration)) faults.push(at('duration', `cannot parse duration '${duration}'`));
  if (new TextEncoder().encode(textOf(window['description'])).length > 255)
    faults.push(at('description', 'description must not exceed 255 characters'));
  if (TARGETS.every((key) => listOf(window[key]).length === 0))
    faults.push(
      at(
        'kind',
        `window '${kind}':'${schedule}':'${duration}' requires one of application, cluster or namespace`,
      ),
    );
  return faults;
}

/** Argo CD fills the time zone in as it goes, so that `UTC` and none are two before, and one after. */
function identityOf(window: JsonObject): string {
  return JSON.stringify(
    IDENTITY.map((key) => (TARGETS.includes(key) ? listOf(window[key]) : window[key] || '')),
  );
}

function accountFaults(accounts: readonly Json[]): ProjectFault[] {
  const seen = new Set<string>();
  return accounts.flatMap((entry, index) => {
    const [server, namespace, account] = ['server', 'namespace', 'defaultServiceAccount'].map((key) =>
      textOf(mapOf(entry)[key]),
    ) as [string, string, string];
    const at = ['destinationServiceAccounts', index];
    const invalid = (key: string, value: string): ProjectFault =>
      fault([...at, key], `${key} has an invalid format, '${value}'`);
    if (isWrongPattern(server)) return [invalid('server', server)];
    if (isWrongPattern(namespace)) return [invalid('namespace', namespace)];
    if (withoutSpaces(account) === '' || /[!*[\]{}\\/]/.test(account))
      return [invalid('defaultServiceAccount', account)];
    const key = `${server}/${namespace}`;
    return again(seen, key) ? [fault(at, `destinationServiceAccount '${key}' already added`)] : [];
  });
}

function isWrongPattern(text: string): boolean {
  return text.includes('!') || compileGlob(text, { braces: true, negation: '!' }) === undefined;
}

function fault(path: FieldPath, message: string): ProjectFault {
  return { path, message };
}

function again(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function withoutSpaces(text: string): string {
  return text.replace(/^ +| +$/g, '');
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function mapOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
