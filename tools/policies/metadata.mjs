/**
 * Reads the rules' folders: `policies/<category>/<rule-id>/rule.rego`, whose `# METADATA` block is the only home of
 * what is known of a rule.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const SEVERITIES = ['error', 'warning', 'info'];
const PROFILES = ['recommended', 'strict'];
const SCOPES = ['file', 'application', 'fleet'];
const KEYS = ['title', 'description', 'scope', 'custom'];
const CUSTOM_KEYS = [
  'severity',
  'severity_elsewhere',
  'profile',
  'decided_by',
  'scope',
  'remediation',
  'options',
  'links',
];

/** Folders that hold no rules. */
const NOT_CATEGORIES = new Set(['generated', 'lib']);

/** Every rule's folder, sorted: `[{ category, id, folder }]`. */
export function ruleFolders(root) {
  const policies = join(root, 'policies');
  return folders(policies)
    .filter((category) => !NOT_CATEGORIES.has(category))
    .flatMap((category) =>
      folders(join(policies, category)).map((id) => ({ category, id, folder: join(policies, category, id) })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function folders(path) {
  return readdirSync(path)
    .filter((name) => statSync(join(path, name)).isDirectory())
    .sort();
}

/** The Rego package of a rule: `plimsoll.rules.images.image_not_pinned`. */
export function packageOf({ category, id }) {
  return ['plimsoll', 'rules', category, id].join('.').replaceAll('-', '_');
}

/** Every rule with its metadata, as `Rule` in src/types.ts, and `scope`. Throws with the file's name where one is wrong. */
export function readRules(root) {
  const rules = ruleFolders(root).map(readRule);
  const twice = rules.find((rule, index) => rules[index + 1]?.id === rule.id);
  if (twice !== undefined) throw new Error(`two rules are called ${twice.id}`);
  return rules;
}

function readRule(place) {
  const file = join(place.folder, 'rule.rego');
  const text = readFileSync(file, 'utf8');
  try {
    if (packageLine(text) !== packageOf(place)) throw new Error(`its package must be ${packageOf(place)}`);
    return ruleOf(place, parse(metadataBlock(text)));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}

function packageLine(text) {
  return /^package (\S+)$/mu.exec(text)?.[1];
}

/** The YAML of the first `# METADATA` block, which is the package's. */
function metadataBlock(text) {
  const lines = text.split('\n');
  if (lines[0] !== '# METADATA') throw new Error('it must begin with "# METADATA"');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(1, end)
    .map((line) => line.replace(/^# ?/u, ''))
    .join('\n');
}

function ruleOf({ category, id }, metadata) {
  refuseUnknown(metadata, KEYS);
  const custom = metadata.custom ?? {};
  refuseUnknown(custom, CUSTOM_KEYS);
  return {
    id,
    category,
    title: sentence(metadata.title, 'title'),
    description: sentence(metadata.description, 'description'),
    severity: oneOf(custom.severity, SEVERITIES, 'severity'),
    ...(custom.severity_elsewhere !== undefined && {
      severityElsewhere: oneOf(custom.severity_elsewhere, SEVERITIES, 'severity_elsewhere'),
    }),
    profile: oneOf(custom.profile, PROFILES, 'profile'),
    decidedBy: oneOf(custom.decided_by, ['engine', 'rego'], 'decided_by'),
    scope: oneOf(custom.scope, SCOPES, 'scope'),
    remediation: sentence(custom.remediation, 'remediation'),
    options: optionsOf(custom.options ?? {}),
    links: custom.links ?? [],
  };
}

function refuseUnknown(object, known) {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`unknown metadata: ${unknown.join(', ')}`);
}

function sentence(value, name) {
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`${name} is missing`);
  return value.trim().replace(/\s*\n\s*/gu, ' ');
}

function oneOf(value, allowed, name) {
  if (!allowed.includes(value)) throw new Error(`${name} must be one of ${allowed.join(', ')}`);
  return value;
}

function optionsOf(options) {
  for (const [name, schema] of Object.entries(options)) {
    if (schema.default === undefined) throw new Error(`option ${name} has no default`);
    sentence(schema.description, `option ${name}'s description`);
  }
  return options;
}
