import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Host, Sink } from '../../src/cli/host.ts';
import { main } from '../../src/cli/main.ts';
import { generate } from '../../src/generate.ts';
import { listFleet, renderAll, run } from '../../src/run.ts';
import { rules } from '../../src/check/index.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** `command` is what follows `plimsoll`; `text` what the README says that it prints, a line `…` for what it leaves out. */
const shown = [
  ...readme.matchAll(/<!-- output of: (?<command>[^\n]*) -->\n```\n(?<text>[^]*?)```\n<!-- end -->/g),
].map((match) => match.groups as { command: string; text: string });

async function output(command: string): Promise<string> {
  let text = '';
  const keep: Sink = { write: (part) => void (text += part), isTTY: false };
  const host: Host = {
    args: command.split(' '),
    env: {},
    cwd: root,
    packageRoot: root,
    stdout: keep,
    stderr: { write: () => {}, isTTY: false },
    stdin: () => '',
    unique: 'readme',
    now: () => 0,
    engine: {
      run,
      renderAll,
      list: listFleet,
      generate: async (options) => generate(options),
      rules: async () => rules(),
    },
  };
  await main(host);
  return text;
}

/** The time alone differs from run to run. */
function withoutTime(text: string): string {
  return text.replace(/\d+\.\d+ s\b/g, '<time>');
}

describe('README', () => {
  it('shows output of both samples', () => {
    expect(shown.map(({ command }) => command)).toEqual([
      'check sample-repos/platform-gitops',
      'check sample-repos/platform-gitops-broken',
    ]);
  });

  it.each(shown)('shows what `plimsoll $command` prints', async ({ command, text }) => {
    let rest = withoutTime(await output(command));
    for (const part of withoutTime(text).split(/^…\n/m)) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
    expect(rest).toBe('');
  });
});
