import type { Json } from '../types.ts';

/** Sets an own property whatever its name, `__proto__` included. */
export function setOwn(object: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  } else object[name] = value;
}
