import { isMap } from '../json.ts';
import { dotted } from '../argocd/type-faults.ts';
import type { FieldPath, Json } from '../types.ts';
import type { Fault } from './fault.ts';

const AT: FieldPath = ['spec', 'strategy'];
/** What the controller compares with; every other text is to it as if there were none. */
const STRATEGIES = ['AllAtOnce', 'RollingSync'];
const ORDERS = ['AllAtOnce', 'Reverse'];
const OPERATORS = ['In', 'NotIn'];

/**
 * An ApplicationSet's `strategy` that the controller would pass over without a word (applicationset/progressivesync): it
 * then updates, or deletes, all Applications at once.
 */
export function rolloutFaults(strategy: Json | undefined): Fault[] {
  if (!isMap(strategy)) return [];
  const { type, rollingSync, deletionOrder } = strategy;
  const faults = [
    ...otherThan(STRATEGIES, type, [...AT, 'type'], 'all Applications are updated at once then'),
    ...otherThan(
      ORDERS,
      deletionOrder,
      [...AT, 'deletionOrder'],
      'all Applications are deleted at once then',
    ),
  ];
  const steps = isMap(rollingSync) ? rollingSync.steps : undefined;
  if (!Array.isArray(steps) || steps.length === 0) {
    const message = 'spec.strategy is RollingSync without steps: all Applications are updated at once then';
    return type === 'RollingSync' ? [...faults, warning([...AT, 'type'], message)] : faults;
  }
  if (type !== 'RollingSync') {
    const message = 'spec.strategy.rollingSync counts only with `type: RollingSync`';
    faults.push(warning([...AT, 'rollingSync'], message));
  }
  return [...faults, ...(steps as readonly Json[]).flatMap(stepFaults)];
}

function stepFaults(step: Json, index: number): Fault[] {
  if (!isMap(step)) return [];
  const at = [...AT, 'rollingSync', 'steps', index];
  const { matchExpressions, maxUpdate } = step;
  const expressions = Array.isArray(matchExpressions) ? (matchExpressions as readonly Json[]) : [];
  const faults = expressions.flatMap((one, place) => {
    const path = [...at, 'matchExpressions', place, 'operator'];
    return isMap(one) ? otherThan(OPERATORS, one.operator, path, 'it selects nothing then') : [];
  });
  if (typeof maxUpdate === 'string' && !/^\d+%$/.test(maxUpdate)) {
    const path = [...at, 'maxUpdate'];
    faults.push(
      warning(path, `${dotted(path)} must be a number or a percentage such as 25%, not ${maxUpdate}`),
    );
  }
  return faults;
}

/** `''` is the same as nothing. The order is compared without regard to case. */
function otherThan(
  known: readonly string[],
  value: Json | undefined,
  path: FieldPath,
  effect: string,
): Fault[] {
  if (typeof value !== 'string' || value === '') return [];
  const fits = (one: string): boolean =>
    known === ORDERS ? one.toLowerCase() === value.toLowerCase() : one === value;
  if (known.some(fits)) return [];
  return [warning(path, `${dotted(path)} is none of ${known.join(', ')}: ${effect}`)];
}

function warning(path: FieldPath, message: string): Fault {
  return { path, message, fatal: false, severity: 'warning' };
}
