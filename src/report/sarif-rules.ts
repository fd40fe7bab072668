import type { Rule, Severity } from '../types.ts';
import { clipEnd } from './display-width.ts';
import { webLinks } from './web-links.ts';

/** What GitHub's code scanning takes (docs.github.com, "SARIF support for code scanning"). */
const DESCRIPTION_LENGTH = 1_024;
const NAME_LENGTH = 255;
const TAGS = 10;

export type Level = 'error' | 'warning' | 'note';

export const LEVELS: Readonly<Record<Severity, Level>> = { error: 'error', warning: 'warning', info: 'note' };

/** GitHub's scale: over 9.0 critical, from 7.0 high, from 4.0 medium, above 0 low. Only rules of this category carry it. */
const SECURITY_CATEGORY = 'security';
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.0', info: '2.0' };

/** A `reportingDescriptor` object (SARIF 2.1.0, §3.49) for every rule. */
export function ruleDescriptor(rule: Rule): object {
  const security = rule.category === SECURITY_CATEGORY;
  return {
    id: rule.id,
    name: pascalCase(rule.id).slice(0, NAME_LENGTH),
    shortDescription: { text: description(rule.title) },
    fullDescription: { text: description(rule.description || rule.title) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    helpUri: webLinks(rule)[0],
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: [...new Set([rule.category, 'gitops', 'kubernetes', rule.profile])].slice(0, TAGS),
      precision: 'high',
      'problem.severity': rule.severity === 'info' ? 'recommendation' : rule.severity,
      ...(security ? { 'security-severity': SECURITY_SEVERITY[rule.severity] } : {}),
    },
  };
}

/** For a rule that fired but is not among the known ones. */
export function unknownRuleDescriptor(id: string): object {
  return { id, name: pascalCase(id).slice(0, NAME_LENGTH), shortDescription: { text: description(id) } };
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}

function description(text: string): string {
  return clipEnd(text.trim().replace(/\s+/g, ' '), DESCRIPTION_LENGTH);
}

function helpText(rule: Rule): string {
  return [rule.description, rule.remediation, ...webLinks(rule)]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

function helpMarkdown(rule: Rule): string {
  const { description, remediation } = rule;
  const links = webLinks(rule);
  const parts = [description.trim(), `**What to do.** ${remediation.trim()}`];
  if (links.length > 0) parts.push(links.map((link) => `- <${link}>`).join('\n'));
  return parts.join('\n\n');
}
