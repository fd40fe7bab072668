const PART = /(?:^|\/)(?:templates|charts)\//g;

/** Tells a chart's templates and subcharts: what lies in `templates/` or `charts/` of a folder with a Chart.yaml. */
export function chartPartTest(files: readonly string[]): (path: string) => boolean {
  const charts = new Set<string>();
  for (const file of files) {
    if (file === 'Chart.yaml') charts.add('');
    else if (file.endsWith('/Chart.yaml')) charts.add(file.slice(0, -'/Chart.yaml'.length));
  }
  if (charts.size === 0) return () => false;
  return (path) => {
    for (const { index } of path.matchAll(PART)) if (charts.has(path.slice(0, index))) return true;
    return false;
  };
}
