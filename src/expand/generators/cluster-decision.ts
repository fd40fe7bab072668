import { setOwn } from '../../yaml/index.ts';
import type { Json, JsonObject } from '../../types.ts';
import { goText } from '../flatten.ts';
import { field, text } from '../json-map.ts';

import { compileLabelSelector, SelectorFault } from '../label-selector.ts';
import { LOCAL_CLUSTER } from './clusters.ts';
import { fixtureOf } from './fixture-lookup.ts';
import { GeneratorFailure, type GeneratorInput, type ParameterSet } from './generator.ts';
import { appended, valuesOf, valuesOrigin } from './values.ts';

/**
 * Argo CD's cluster decision resource generator (applicationset/generators/duck_type.go): for each decision of a fixture
 * the cluster of the inventory that it names. Its `values` are no templates.
 */
export function clusterDecisionGenerator(input: GeneratorInput): ParameterSet[] {
  const { generator, context, path } = input;
  const config = text(field(generator, 'configMapRef'));
  const known = context.fixtures.clusterDecisionResource;
  const { matchKey, resources } = fixtureOf('clusterDecisionResource', known, [config], input);
  const isSelected = compileResources(input);
  const found = resources.filter(({ name, labels = {} }) => isSelected(name, labels));
  if (found.length === 0)
    throw new GeneratorFailure('application-invalid', path, 'no clusterDecisionResources found');
  const values = Object.fromEntries(
    valuesOf(input).map(([key, value]) => [context.goTemplate ? key : `values.${key}`, value]),
  );
  return found.flatMap(({ decisions }) =>
    decisions.flatMap((decision): ParameterSet[] => {
      const own = parametersOf(decision, matchKey, input);
      if (own === undefined) return [];
      const hasValues = Object.keys(values).length > 0;
      const parameters = hasValues ? appended(own, { ...values }, context.goTemplate) : own;
      return [{ parameters, origin: valuesOrigin(input, parameters, undefined, () => undefined) }];
    }),
  );
}

function isEmpty(selector: Json | undefined): boolean {
  return ['matchLabels', 'matchExpressions'].every(
    (key) => Object.keys(field(selector, key) ?? {}).length === 0,
  );
}

/** By `name` or by `labelSelector`, one of which there must be. */
function compileResources({
  generator,
  path,
}: GeneratorInput): (name: string, labels: Readonly<Record<string, string>>) => boolean {
  const wanted = text(field(generator, 'name')) ?? '';
  const selector = field(generator, 'labelSelector');
  const hasSelector = ['matchLabels', 'matchExpressions'].some(
    (key) => (field(selector, key) ?? null) !== null,
  );
  if ((wanted === '') !== hasSelector) {
    const message =
      'there is a problem with the definition of the ClusterDecisionResource generator: it needs a name or a labelSelector, and not both; inside a combination a name never does';
    throw new GeneratorFailure('application-invalid', path, message);
  }
  if (wanted !== '') return (name) => name === wanted;
  if (isEmpty(selector)) {
    const message =
      'the labelSelector is empty: Argo CD asks the API server for "<none>" then, which is refused';
    throw new GeneratorFailure('application-invalid', path, message);
  }
  try {
    const matches = compileLabelSelector(selector as JsonObject, { anyValue: false });
    return (_, labels) => matches(new Map(Object.entries(labels)));
  } catch (error) {
    if (!(error instanceof SelectorFault)) throw error;
    const at = [...path, 'labelSelector', ...error.path];
    throw new GeneratorFailure('application-invalid', at, error.message);
  }
}

function parametersOf(
  decision: JsonObject,
  matchKey: string,
  { context }: GeneratorInput,
): Record<string, Json> | undefined {
  const match = goText(field(decision, matchKey) ?? '');
  const clusters = context.inventory.some(({ server }) => server === LOCAL_CLUSTER.server)
    ? context.inventory
    : [...context.inventory, LOCAL_CLUSTER];
  const cluster = match === '' ? undefined : clusters.find(({ name }) => name === match);
  if (cluster === undefined) return undefined;
  const parameters: Record<string, Json> = { name: cluster.name, server: cluster.server };
  for (const [key, value] of Object.entries(decision)) setOwn(parameters, key, goText(value));
  return parameters;
}
