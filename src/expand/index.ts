export { createExpansion, expand, type Expandable, type Expansion } from './expand.ts';
