import type { Arguments } from './arguments.ts';
import { isSet } from './arguments.ts';
import type { Host, Sink } from './host.ts';
import { UsageError } from './host.ts';

/** Where nobody says how wide: a CI log, a file, a pipe. */
const DEFAULT_WIDTH = 100;

type Environment = Host['env'];

/**
 * The options decide; else NO_COLOR (no-color.org: set and not empty), FORCE_COLOR (as Node reads it), a `dumb`
 * terminal, and whether it is a terminal at all.
 */
export function wantsColor(given: Arguments, env: Environment, sink: Sink): boolean {
  const [on, off] = [isSet(given, 'color'), isSet(given, 'no-color')];
  if (on && off) throw new UsageError('`--color` and `--no-color` exclude each other.');
  if (on || off) return on;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return sink.isTTY && env['TERM'] !== 'dumb';
}

/** COLUMNS where it is a whole number above 0, else the terminal's own; undefined where nobody says. */
export function knownWidth(env: Environment, sink: Sink): number | undefined {
  const columns = Number(env['COLUMNS']);
  if (Number.isInteger(columns) && columns > 0) return columns;
  return sink.isTTY && sink.columns !== undefined && sink.columns > 0 ? sink.columns : undefined;
}

export function widthOf(env: Environment, sink: Sink): number {
  return knownWidth(env, sink) ?? DEFAULT_WIDTH;
}

/** OSC 8 hyperlinks only where the terminal is known to take them: others print them as garbage. */
export function wantsLinks(env: Environment, sink: Sink, color: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0';
  if (!color || !sink.isTTY || env['CI'] !== undefined || env['TMUX'] !== undefined) return false;
  const programs = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'];
  return (
    programs.includes(env['TERM_PROGRAM'] ?? '') ||
    ['xterm-kitty', 'alacritty', 'xterm-ghostty', 'foot'].includes(env['TERM'] ?? '') ||
    env['WT_SESSION'] !== undefined ||
    Number(env['VTE_VERSION']) >= 5000
  );
}

/** In CI and in pipes a line that is rewritten would be many lines. */
export function wantsProgress(given: Arguments, env: Environment, sink: Sink): boolean {
  const ci = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
  return sink.isTTY && !ci && env['TERM'] !== 'dumb' && !isSet(given, 'no-progress');
}
