import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeData, escapeProperty, github, workflowCommand } from '../../src/report/github.ts';
import { context, diagnostic, hostileReport, hostileText, range, report } from './report-samples.ts';

const COMMAND = /^::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)$/;

/** What the runner makes of a line: actions/runner, ActionCommand. */
function parse(line: string): { kind: string; properties: Map<string, string>; message: string } {
  const [, kind, pairs, message] = COMMAND.exec(line)!;
  const properties = pairs!.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), unescape(pair.slice(at + 1))] as const;
  });
  return { kind: kind!, properties: new Map(properties), message: unescape(message!) };
}

function unescape(text: string): string {
  const signs = [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ] as const;
  return signs.reduce((result, [code, sign]) => result.replaceAll(code, sign), text);
}

describe('escapes', () => {
  it('come back as they went in, and hold nothing that ends a property or a line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unescape(escapeProperty(text))).toBe(text);
        expect(unescape(escapeData(text))).toBe(text);
        expect(escapeProperty(text)).not.toMatch(/[\r\n:,]/);
        expect(escapeData(text)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it('leave out a property without a value', () => {
    expect(workflowCommand('error', { file: 'a', col: '' }, 'm')).toBe('::error file=a::m');
    expect(workflowCommand('notice', {}, 'm')).toBe('::notice::m');
  });

  it('cut a message at 4,096 characters', () => {
    const { message } = parse(
      workflowCommand('error', { file: 'a' }, `${'x'.repeat(4_094)}😀${'y'.repeat(50)}`),
    );
    expect(message).toBe(`${'x'.repeat(4_094)}…`);
  });
});

describe('github', () => {
  it('prints one command a line, whatever the repository holds', () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const lines = github(hostile, context()).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines).toHaveLength(hostile.diagnostics.length);
        for (const line of lines) expect(line).toMatch(COMMAND);
      }),
    );
  });

  it('says file, place, rule and message', () => {
    const one = diagnostic({
      location: { file: 'a, b/c:d.yaml', range: range(3, 5, 3, 9) },
      severity: 'info',
      message: '100 %\nbad',
    });
    const { kind, properties, message } = parse(github(report([one]), context({ base: 'deploy' })).trimEnd());
    expect(kind).toBe('notice');
    expect(Object.fromEntries(properties)).toEqual({
      file: 'deploy/a, b/c:d.yaml',
      line: '3',
      endLine: '3',
      col: '5',
      endColumn: '9',
      title: 'image-not-pinned',
    });
    expect(message).toBe('100 %\nbad');
  });

  it('gives no columns to a range over lines', () => {
    const { properties } = parse(
      github(
        report([diagnostic({ location: { file: 'a', range: range(3, 5, 7, 2) } })]),
        context(),
      ).trimEnd(),
    );
    expect([...properties.keys()]).toEqual(['file', 'line', 'endLine', 'title']);
  });

  it('prints nothing for a clean run', () => {
    expect(github(report(), context())).toBe('');
  });

  it('shows ten of a kind, each rule before the second of any, production first, and says what it cut', () => {
    const leaf = { path: 'p', segments: {}, production: true };
    const many = Array.from({ length: 30 }, (_, at) =>
      diagnostic({ location: { file: 'a', range: range(at + 1, 1) } }),
    );
    const rare = diagnostic({ ruleId: 'rare', location: { file: 'z', range: range(1, 1) } });
    const prod = diagnostic({ ruleId: 'prod', leaf, location: { file: 'zz', range: range(1, 1) } });
    const notes = Array.from({ length: 12 }, () => diagnostic({ severity: 'info' }));
    const lines = github(report([...many, rare, prod, ...notes]), context())
      .trimEnd()
      .split('\n')
      .map(parse);
    const errors = lines.filter(({ kind }) => kind === 'error');
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 3).map(({ properties }) => properties.get('title'))).toEqual([
      'prod',
      'image-not-pinned',
      'rare',
    ]);
    expect(lines.filter(({ kind }) => kind === 'notice')).toHaveLength(10);
    expect(lines.at(-1)!.message).toContain('22 errors, 3 notes');
  });
});
