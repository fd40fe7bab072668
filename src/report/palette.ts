import * as kleur from 'kleur/colors';
import type { Severity } from '../types.ts';

// kleur guesses from the environment whether to colour; here the caller decides, once, by choosing a palette.
kleur.$.enabled = true;

export type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
  readonly underline: Paint;
}

const plain: Paint = (text) => text;
const PLAIN: Palette = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  blue: plain,
  green: plain,
  cyan: plain,
  underline: plain,
};

/** Without colour nothing is added to a text. */
export function palette(color: boolean): Palette {
  return color ? kleur : PLAIN;
}

const BY_SEVERITY = { error: 'red', warning: 'yellow', info: 'blue' } as const;

export function severityPaint(paint: Palette, severity: Severity): Paint {
  return paint[BY_SEVERITY[severity]];
}
