/** Cases that we answer otherwise than Go does, each with its reason. This map may only shrink. */
export const SKIPS: ReadonlyMap<string, string> = new Map([]);
