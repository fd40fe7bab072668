import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import type { FormatContext } from '../../src/report/index.ts';
import { GOLDENS, contextOf, goldenInput, goldenNames } from './golden-input.ts';

/** Beside each `input.json` what every format makes of it. `npx vitest run test/report -u` writes them anew: read the difference. */
const OUTPUTS: ReadonlyMap<string, { format: string; over?: Partial<FormatContext> }> = new Map([
  ['pretty-40.golden', { format: 'pretty', over: { width: 40 } }],
  ['pretty-80.golden', { format: 'pretty', over: { width: 80 } }],
  ['pretty-200.golden', { format: 'pretty', over: { width: 200 } }],
  ['pretty-color.golden', { format: 'pretty', over: { color: true, links: true, width: 100 } }],
  ['json.golden', { format: 'json' }],
  ['sarif.golden', { format: 'sarif' }],
  ['github.golden', { format: 'github' }],
]);

describe.each(goldenNames)('%s', (name) => {
  const input = goldenInput(name);
  it.each([...OUTPUTS.keys()])('gives %s', async (file) => {
    const { format, over } = OUTPUTS.get(file)!;
    const text = formats.get(format)!(input.report, contextOf(input, over));
    await expect(text).toMatchFileSnapshot(`${GOLDENS}${name}/${file}`);
  });
});
