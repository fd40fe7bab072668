import type { Rule } from '../types.ts';

// Printable ASCII but for `<` and `>`, which would end a Markdown link.
const WEB_LINK = /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/;

/** A rule may come from a user's file: a link of another scheme would run in somebody's browser. */
export function webLinks({ links }: Rule): string[] {
  return links.filter((link) => WEB_LINK.test(link));
}
