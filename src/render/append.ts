/** `list.push(...more)` for any number: those of a hostile file do not fit on the stack as arguments. */
export function append<T>(list: T[], more: readonly T[]): void {
  for (const each of more) list.push(each);
}
