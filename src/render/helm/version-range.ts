import { sprigFunctions } from '../../sprig/index.ts';
import type { CallContext } from '../../template/value.ts';

/** The function uses nothing of its caller. */
const NO_CONTEXT = {} as CallContext;

/** Whether a version lies in a range. Helm's `IsCompatibleRange`: false where either can't be read. */
export function satisfies(range: string, version: string): boolean {
  try {
    return sprigFunctions.get('semverCompare')!.call([range, version], NO_CONTEXT) === true;
  } catch {
    return false;
  }
}
