import { sprigFunctions } from '../../sprig/index.ts';
import type { SprigHost } from '../../sprig/index.ts';
import { BudgetError, TemplateError, TemplateSet } from '../../template/index.ts';

const NAME = 'name-template';

/** The name that `--name-template` gives, or Go's words for why there is none. Mirrors Helm's `action.TemplateName`. */
export function templateName(
  template: string,
  host: SprigHost = {},
): { readonly name: string } | { readonly error: string } {
  const set = new TemplateSet({ functions: sprigFunctions });
  try {
    set.parse(NAME, template);
    const seed = JSON.stringify([host.seed ?? '', NAME]);
    return { name: set.execute(NAME, null, { host: { ...host, seed }, trace: false }).output };
  } catch (error) {
    if (error instanceof TemplateError || error instanceof BudgetError) return { error: error.message };
    throw error;
  }
}
