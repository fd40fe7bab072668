/** Names that Windows keeps for devices, whatever follows the first dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST = 200;

/**
 * A file name for each name: no separators, no leading dot, nothing that a shell or Windows reads in its own way, and
 * no two alike, also where case does not count.
 */
export function safeNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const safe = safeName(name);
    let free = safe;
    for (let count = 2; used.has(free.toLowerCase()); count += 1) free = `${safe}-${count}`;
    used.add(free.toLowerCase());
    return free;
  });
}

function safeName(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[.-]+|[.-]+$/g, '');
  if (plain === '') return 'application';
  return DEVICES.test(plain) ? `application-${plain}` : plain;
}
