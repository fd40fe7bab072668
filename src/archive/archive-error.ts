/** Why an archive can't be read, in words that complete "<archive>: …". */
export class ArchiveError extends Error {}
