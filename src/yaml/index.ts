export { BlockMemo } from './fast/block-memo.ts';
export { locate, locateNearest, locateStretch, numberText } from './place/locate.ts';
export { offsetRange, positionAt } from './place/position.ts';
export { setOwn } from './own-property.ts';
export { parseYaml } from './parse.ts';
export { inPlainWords } from './plain-words.ts';
export { readYaml, type YamlFile } from './read.ts';
export type { ParsedYaml, YamlDocument, YamlProblem } from './types.ts';
