/**
 * A case: an optional line of JSON (the fields of an Application's `spec.source.helm`, and the namespace), then files,
 * each after a line `-- path --`. `chart/` is the chart.
 */
export function parseCase(text) {
  const [head, ...parts] = text.split(/^-- (.+) --\n/m);
  const files = {};
  for (let i = 0; i < parts.length; i += 2) files[parts[i]] = parts[i + 1];
  files['chart/Chart.yaml'] ??= 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n';
  return { options: head.trim() === '' ? {} : JSON.parse(head), files };
}
