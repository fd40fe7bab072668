import type { TemplateCase } from '../../../test/conformance/template/engine.ts';

/** A case before it has its name, which is its group and its number there. */
export type Row = Omit<TemplateCase, 'name'> & { readonly group?: string };
