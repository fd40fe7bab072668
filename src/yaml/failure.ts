import { offsetRange } from './place/position.ts';
import type { YamlProblem } from './types.ts';

/** Why a document can't be read any further. Thrown and caught inside `src/yaml` only. */
export class YamlFailure extends Error {
  readonly code: YamlProblem['code'];
  readonly start: number;
  readonly end: number;

  constructor(code: YamlProblem['code'], message: string, start: number, end: number) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
  }

  problem(text: string): YamlProblem {
    return { code: this.code, message: this.message, range: offsetRange(text, this.start, this.end) };
  }
}
