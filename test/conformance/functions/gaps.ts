/** Cases in which we knowingly differ from Helm, each with its reason. The list may only shrink. */
export const gaps: ReadonlyMap<string, string> = new Map<string, string>([]);
