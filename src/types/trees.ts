/** The trees of a run, and the sources that no folder stands for. */
import type { SourceFile, SourceTree } from './source.ts';

/** The trees of a run: folders that stand for repositories, and what `plimsoll vendor` fetched. */
export interface Trees {
  /** The tree that is being checked; its `prefix` is `''`. */
  readonly checked: SourceTree;
  /**
   * A folder that stands for the repoURL, whatever the revision; else what plimsoll.lock has of it at that revision. Say
   * the revision (`''` for the default branch) wherever there is one: only then does `vendor` know what to fetch. `namedBy`
   * is the file that names it, as a report does.
   */
  resolve(repoURL: string, revision?: string, namedBy?: string): { readonly tree: SourceTree } | Unresolved;
  /** A chart of a chart repository or an OCI registry: its folder in a tree. Absent where nothing can be vendored. */
  resolveChart?(
    repoURL: string,
    chart: string,
    revision: string,
    namedBy?: string,
  ): { readonly tree: SourceTree; readonly folder: string } | Unresolved;
  /** A file of a web server; or of a URL that may name a repository as well, which only its server knows, that one's tree. */
  resolveFile?(
    url: string,
    repository?: Pick<RemoteSource, 'repoURL' | 'revision'>,
    namedBy?: string,
  ): { readonly file: SourceFile } | { readonly tree: SourceTree } | Unresolved;
}

export interface Unresolved {
  /** Completes "repoURL …", e.g. "is not among `repositories:` in plimsoll.yaml". */
  readonly reason: string;
  /** What to do about it, where that is not to map the repository to a folder. */
  readonly remedy?: string;
  /** True where no folder was meant to stand for it. */
  readonly unmapped?: boolean;
}

/** A source that no folder here stands for. */
export interface RemoteSource {
  /** A chart of an HTTP chart repository, something in an OCI registry, a git repository, or a file of a web server. */
  readonly kind: 'chart' | 'oci' | 'git' | 'file';
  /** As it is written, without credentials. */
  readonly repoURL: string;
  /** The chart; absent for git, and for an artifact that is named by its URL alone. */
  readonly name?: string;
  /** A version, a range, a branch, a tag, a commit; as it is written. */
  readonly revision: string;
  /** True for a git repository with the files for which its Git LFS pointers stand. */
  readonly lfs?: true;
}

/** One entry of plimsoll.lock. */
export interface LockedSource extends RemoteSource {
  /** The version or the tag, for git the commit, `''` for a file. */
  readonly resolved: string;
  /** `sha256:` and 64 hexadecimal digits: of the archive, or for git of the commit's files as a tar archive. */
  readonly digest: string;
  /** True for a packaged chart, whose top is the chart's own folder. */
  readonly isChart?: boolean;
  /** The files that name it, as a report does, sorted; of many the first. */
  readonly namedBy?: readonly string[];
}

/** A source that a run asked plimsoll.lock and the store for, and what they had. */
export interface AskedSource extends RemoteSource {
  readonly locked?: LockedSource;
  /** Why it could not be had; undefined where it could. */
  readonly missing?: string;
  /** What it is where it turns out to be no file. */
  readonly orElse?: RemoteSource;
  readonly namedBy: ReadonlySet<string>;
}
