import type { Config, RuleSetting } from '../config/types.ts';
import type { Rule, Severity } from '../types.ts';

/** What the config says of a rule; `undefined` where it says nothing. */
export function settingOf(config: Config, id: string): RuleSetting | undefined {
  return Object.hasOwn(config.rules, id) ? config.rules[id] : undefined;
}

/** The configured severity. YAML 1.1, and so Helm's reader and ours, takes a bare `off` for `false`. */
export function configuredSeverity(config: Config, id: string): Severity | 'off' | undefined {
  const severity = settingOf(config, id)?.severity as Severity | 'off' | false | undefined;
  return severity === false ? 'off' : severity;
}

/** False where the rule is switched off, or is a strict one that neither the profile nor a severity asks for. */
export function isOn(config: Config, rule: Rule): boolean {
  const severity = configuredSeverity(config, rule.id);
  if (severity !== undefined) return severity !== 'off';
  return rule.profile === 'recommended' || config.profile === 'strict';
}

/** The rule's options: the config's, and for those that it doesn't name the defaults. */
export function optionsOf(config: Config, rule: Rule): Record<string, unknown> {
  const configured = settingOf(config, rule.id)?.options ?? {};
  return Object.fromEntries(
    Object.entries(rule.options).map(([name, schema]) => [
      name,
      Object.hasOwn(configured, name) ? configured[name] : schema['default'],
    ]),
  );
}
