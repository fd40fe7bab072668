import { fileURLToPath } from 'node:url';
import type { Engine, ExitCode, Host } from '../../src/cli/host.ts';
import { main } from '../../src/cli/main.ts';
import type { RunOptions, RunResult } from '../../src/run.ts';
import { report, rule } from '../report/report-samples.ts';

export interface Outcome {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** What the engine was asked. */
  readonly asked: (RunOptions & { readonly application?: string }) | undefined;
}

type Over = Partial<Omit<Host, 'args' | 'stdout' | 'stderr' | 'engine'>> & {
  readonly terminal?: boolean;
  readonly engine?: Partial<Engine>;
};

/** A folder that is there on every machine. */
export const ROOT: string = fileURLToPath(new URL('.', import.meta.url));

export const finished: Extract<RunResult, { ok: true }> = {
  ok: true,
  report: report(),
  rules: [rule(), rule({ id: 'pdb-missing', category: 'availability' })],
  readText: () => undefined,
};

/** One call of the command line, its process and its engine made up. */
export async function call(args: readonly string[], over: Over = {}): Promise<Outcome> {
  const { terminal = false, engine, ...host } = over;
  let asked: Outcome['asked'];
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): Host['stdout'] => ({
    write: (text) => void (written[name] += text),
    isTTY: terminal,
    columns: 70,
  });
  const code = await main({
    args,
    env: {},
    cwd: ROOT,
    packageRoot: '/nowhere',
    unique: 'test',
    stdin: () => '',
    now: () => 0,
    ...host,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    engine: {
      run: async (options) => (engine?.run ?? (async () => finished))((asked = options)),
      renderAll: async (options) =>
        (
          engine?.renderAll ??
          (async () => ({ ok: true as const, applications: [], diagnostics: [], failed: false }))
        )((asked = options)),
      list: engine?.list ?? (async () => ({ ok: true, applications: [], diagnostics: [], failed: false })),
      generate: engine?.generate ?? (async () => ({ applications: [], diagnostics: [] })),
      rules: engine?.rules ?? (async () => finished.rules),
    },
  });
  return { code, ...written, asked };
}
