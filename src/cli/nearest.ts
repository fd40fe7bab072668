/** The known name that a mistyped one most likely means: at most a third of its letters (and always one) changed, added, dropped or swapped. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least || (candidate.startsWith(name) && name.length > 2 && best === undefined)) {
      best = candidate;
      least = Math.min(least, distance);
    }
  }
  return best;
}

/** " Did you mean …?", or nothing. */
export function suggestion(
  name: string,
  known: Iterable<string>,
  write: (name: string) => string = String,
): string {
  const best = nearest(name.slice(0, 64), known);
  return best === undefined ? '' : ` Did you mean ${write(best)}?`;
}

/** Optimal string alignment: Levenshtein with swapped neighbours as one step. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, rows[i - 2]![j - 2]! + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
