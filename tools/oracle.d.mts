/** The path of a real program that we are held against. @throws Error where it is neither named nor can be built. */
export function oracle(name: 'opa' | 'helm' | 'helm3'): string;
