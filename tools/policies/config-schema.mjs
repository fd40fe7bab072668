/** The `rules` property of schemas/config.schema.json: each rule's id with what can be set of it. */

/** A bare `off` is `false` to YAML 1.1, and so to Helm's reader and ours: both are switched off. */
const SEVERITY = { enum: ['off', 'info', 'warning', 'error', false] };

export function rulesProperty(rules) {
  return {
    type: 'object',
    description: 'Each rule by its id: another severity, `off`, or options.',
    additionalProperties: false,
    default: {},
    properties: Object.fromEntries(rules.map((rule) => [rule.id, setting(rule)])),
  };
}

function setting(rule) {
  const properties = { severity: { ...SEVERITY, description: `The rule's own is ${rule.severity}.` } };
  if (Object.keys(rule.options).length > 0) properties.options = optionsOf(rule);
  return {
    description: rule.title,
    type: 'object',
    additionalProperties: false,
    properties,
  };
}

function optionsOf(rule) {
  return { type: 'object', additionalProperties: false, properties: rule.options };
}
