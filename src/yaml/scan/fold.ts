/** What the line breaks inside a plain or quoted scalar read as: one is a space, of several the first goes. */
export function fold(first: string, more: string): string {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}
