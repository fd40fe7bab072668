/** Trees of files, and where in them a thing is written. */
import type { FieldPath, Location } from './place.ts';

/** One read of a file: its text, or why there is none. `reason` completes the sentence "<path> …". */
export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: ReadFailure; readonly reason: string };

export type ReadFailure = 'missing' | 'directory' | 'unreadable' | 'too-large' | 'outside' | 'binary';

/**
 * A read-only tree of files: a folder, a git commit, or memory. Paths are relative to its top, with `/`, normalised,
 * never starting with `/`; `''` is the top. Nothing outside can be reached by `..` or a symbolic link.
 */
export interface SourceTree {
  /** What stands before a path of this tree in a report: `''` for the checked tree, else e.g. `../apps/payments-api/`. */
  readonly prefix: string;
  /** Where the checked folder lies in this tree, if this is the repository around it, e.g. `deploy/gitops`. */
  readonly checkedFolder?: string;
  /** Every file (not folder) that is not ignored, sorted by UTF-16 code unit. */
  list(): readonly string[];
  /** Every folder that holds a file, directly or not, sorted; without the top. */
  directories(): readonly string[];
  read(path: string): ReadResult;
  readBytes(path: string): Uint8Array | undefined;
  kind(path: string): 'file' | 'directory' | undefined;
  /** Symbolic links that lead to nothing, or in a circle; they are among the files. */
  brokenLinks?(): readonly string[];
}

/** A file of a tree. `fileName` gives its name in a report. */
export interface SourceFile {
  readonly tree: SourceTree;
  readonly path: string;
}

/** Where a thing was written: a document of a YAML file, and the path inside it. */
export interface Origin {
  readonly file: SourceFile;
  /** Index of the document in the file, from 0. */
  readonly document: number;
  readonly path: FieldPath;
  /** Of what a template printed: where the field at a path from the object's top, or what is nearest to it, is written. */
  readonly printed?: (path: FieldPath) => Location;
  /** Of what parameters of an ApplicationSet's generators fill in: as `printed`, and stronger. */
  readonly filled?: FilledPlaces;
}

/** Knows of each field that is filled in where it is written. */
export interface FilledPlaces {
  /**
   * Of the field at a path from the object's top, or what is nearest to it: the parameter that alone decides it, else the text
   * that is filled in. `focus`: the part of its value that is meant.
   */
  place(path: FieldPath, part?: 'value' | 'key', focus?: string): Location;
}
