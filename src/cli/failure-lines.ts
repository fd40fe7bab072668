import { visible, visibleLines } from '../report/index.ts';
import type { Location } from '../types.ts';

/** What went wrong, e.g. a wrong key of plimsoll.yaml; one text each, the place first, ending with a line break. */
export function failureLines(
  errors: readonly { readonly message: string; readonly location?: Location }[],
): string[] {
  return errors.map(({ message, location }) => {
    const place = location === undefined ? '' : `${visible(location.file)}:${placeText(location)}: `;
    return `plimsoll: ${place}${visibleLines(message).join('\n  ')}\n`;
  });
}

function placeText({ range }: Location): string {
  return `${range.start.line}:${range.start.character}`;
}
