/** docs/rules.md: the index of all rules, by category. */

const BEFORE = `<!-- Made by \`npm run generate\` of the rules' folders. Do not edit. -->
# Rules

A rule is switched off, or given another severity or options, under \`rules:\` in \`plimsoll.yaml\`. \`plimsoll explain RULE\`
prints one. *engine* rules are decided while files are read and charts rendered, the others are Rego.
`;

export function rulesIndex(rules) {
  const categories = [...new Set(rules.map((rule) => rule.category))].sort();
  return [BEFORE, ...categories.map((category) => section(category, rules))].join('\n');
}

function section(category, rules) {
  const rows = rules.filter((rule) => rule.category === category).map(row);
  return `## ${category}

| rule | severity | decided by | what it says |
|---|---|---|---|
${rows.join('\n')}
`;
}

function row(rule) {
  const link = `[${rule.id}](../policies/${rule.category}/${rule.id}/README.md)`;
  return `| ${link} | ${severity(rule)} | ${rule.decidedBy} | ${rule.title.replaceAll('|', '\\|')} |`;
}

function severity(rule) {
  const base = rule.severityElsewhere
    ? `${rule.severity} in production, else ${rule.severityElsewhere}`
    : rule.severity;
  return rule.profile === 'strict' ? `${base} (strict profile)` : base;
}
