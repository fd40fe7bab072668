import { BlockList, isIP } from 'node:net';
import { isLoopback } from './http.ts';
import type { Environment } from './credentials.ts';

/**
 * The proxy for a URL, as Go's `httpproxy` finds it, by which Helm and Argo CD go: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`,
 * or the same in small letters. This machine is spoken to without one. Undefined where there is none.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const [upper, lower] =
    url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const text = env[upper!] || env[lower!] || '';
  if (text === '' || isLoopback(url.hostname) || isExcluded(url, env['NO_PROXY'] || env['no_proxy'] || ''))
    return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** `*`; a host and all below it; `.host`, only what is below it; an address, a range of them; each with a port or without. */
function isExcluded(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(',').some((each) => {
    const entry = each.trim().toLowerCase();
    if (entry === '*') return true;
    if (entry === '') return false;
    if (/^[0-9a-f.:]+\/\d+$/.test(entry)) return isInRange(host, entry);
    const [, name = '', wanted] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (wanted !== undefined && wanted !== port) return false;
    return isHostOf(name.replace(/^\[|\]$/g, ''), host);
  });
}

function isHostOf(entry: string, host: string): boolean {
  if (isIP(entry) !== 0) return entry === host;
  const domain = entry.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isInRange(host: string, range: string): boolean {
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  const [address = '', bits = ''] = range.split('/');
  if (isIP(host) === 0 || isIP(address) !== isIP(host) || Number(bits) > (family === 'ipv6' ? 128 : 32))
    return false;
  const ranges = new BlockList();
  ranges.addSubnet(address, Number(bits), family);
  return ranges.check(host, family);
}
