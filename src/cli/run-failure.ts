import { visible, visibleLines } from '../report/index.ts';
import type { Location } from '../types.ts';

/** Why a run could not begin, e.g. a wrong key of plimsoll.yaml; one line each, with the place first. */
export function failureText(
  errors: readonly { readonly message: string; readonly location?: Location }[],
): string {
  return errors
    .map(({ message, location }) => {
      const place = location === undefined ? '' : `${visible(location.file)}:${placeText(location)}: `;
      return `plimsoll: ${place}${visibleLines(message).join('\n  ')}\n`;
    })
    .join('');
}

function placeText({ range }: Location): string {
  return `${range.start.line}:${range.start.character}`;
}
