/**
 * Writes into README.md what the built command prints today, between `<!-- output of: … -->` and `<!-- end -->`.
 * Of an output of which the README shows parts, `…` between them, the paragraphs with the same first lines are taken
 * again, and the last one for a part that is gone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'README.md');
const block = /(<!-- output of: ([^\n]*) -->\n```\n)([^]*?)(```\n<!-- end -->)/g;

const text = readFileSync(file, 'utf8');
writeFileSync(
  file,
  text.replace(block, (_, head, command, shown, foot) => head + excerpt(shown, output(command)) + foot),
);

function output(command) {
  const env = { PATH: process.env.PATH };
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  return stdout;
}

function excerpt(shown, printed) {
  if (!/^…$/m.test(shown)) return printed;
  const paragraphs = printed.trimEnd().split('\n\n');
  return shown
    .split(/^…\n/m)
    .map((part) => (part === '' ? '' : `${again(part, paragraphs)}\n`))
    .join('…\n');
}

function again(part, paragraphs) {
  const first = part.split('\n')[0];
  return paragraphs.find((paragraph) => paragraph.split('\n')[0] === first) ?? paragraphs.at(-1);
}
