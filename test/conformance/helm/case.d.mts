export type CaseFiles = Readonly<Record<string, string | Uint8Array>>;

export interface CaseOptions {
  readonly releaseName?: string;
  readonly namespace?: string;
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
  readonly valueFiles?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly value: string;
    readonly forceString?: boolean;
  }[];
  readonly fileParameters?: readonly { readonly name: string; readonly path: string }[];
  readonly skipCrds?: boolean;
  readonly skipTests?: boolean;
  /** As Argo CD does where a dependency is missing; only `file://` ones can be had. */
  readonly dependencyUpdate?: boolean;
}
export const CASES: string;
export function caseNames(): string[];
export type Helm = '3' | '4';
export const HELMS: readonly Helm[];
export function goldenFile(name: string, helm: Helm): string;
export function goldenOf(name: string, helm: Helm): string;
/** For the folder that has `chart/` in it. */
export function commandLine(options: CaseOptions): string[];
export function parseCase(text: string): {
  readonly options: CaseOptions;
  readonly files: CaseFiles;
};
