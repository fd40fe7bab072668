import type { Format } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';

export type { Format, FormatContext } from './format.ts';
export { fleetFormats, type FleetFormat } from './fleet.ts';
export { verdict } from './summary.ts';
export { visible, visibleLines } from './visible.ts';

/** Every format by the name that `--format` takes. A new one is a file here and a line below. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ['pretty', pretty],
  ['json', json],
  ['sarif', sarif],
  ['github', github],
]);
