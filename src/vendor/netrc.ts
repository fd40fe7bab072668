import type { Credential } from './credentials.ts';

/** The entry of a `.netrc` for a host, or its `default`. Macros are not for us. */
export function netrcCredential(text: string | undefined, host: string): Credential | undefined {
  const words = (text ?? '').replace(/^\s*#.*$/gm, '').split(/\s+/);
  let machine: string | undefined;
  const entries = new Map<string, Map<string, string>>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === 'macdef') break;
    if (word === 'default') entries.set((machine = ''), new Map());
    else if (word === 'machine') entries.set((machine = words[++at] ?? ''), new Map());
    else if (machine !== undefined && (word === 'login' || word === 'password' || word === 'account'))
      entries.get(machine)!.set(word, words[++at] ?? '');
  }
  const entry = entries.get(host) ?? entries.get('');
  const [username, password] = [entry?.get('login'), entry?.get('password')];
  return username === undefined || password === undefined ? undefined : { username, password };
}
