/** Servers that speak TLS, with an authority of their own, and a proxy to reach them by any name. */
import { randomBytes } from 'node:crypto';
import { createServer as createPlainServer, request as plainRequest } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type Server as NetServer } from 'node:net';
import { keyFromSeed, makeCertificate, type Pair } from '../../src/sprig/certificate.ts';
import type { Duplex } from 'node:stream';
import { onCleanup, type Handler, type Server } from './servers.ts';

export interface Authority {
  /** In PEM. */
  readonly cert: string;
  /** For a server of that name, or of an address, or for a client. */
  issue(name: string): Pair;
}

export function authority(commonName = 'test authority'): Authority {
  const day = 24 * 3600;
  const now = Math.floor(Date.now() / 1000) - day;
  const shape = { days: 30, now, ips: [], names: [] };
  const key = keyFromSeed(randomBytes(32));
  const own = makeCertificate({ ...shape, commonName, authority: true, serial: randomBytes(16) }, key, {
    key,
  });
  return {
    cert: own.cert,
    issue(name) {
      const isAddress = /^[\d.]+$/.test(name);
      const request = {
        ...shape,
        commonName: name,
        ...(isAddress ? { ips: [name] } : { names: [name] }),
        authority: false,
        serial: randomBytes(16),
      };
      return makeCertificate(request, keyFromSeed(randomBytes(32)), { key, certificate: own.cert });
    },
  };
}

async function listening(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onCleanup(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** `clients` signs whoever may connect. */
export async function serveTls(
  pair: Pair,
  handler: Handler,
  clients?: Authority,
): Promise<Server & { readonly port: number }> {
  const requests: Server['requests'] = [];
  const wants = clients && { requestCert: true, rejectUnauthorized: true, ca: clients.cert };
  const server = createServer({ ...pair, ...wants }, (request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    handler(request, response);
  });
  onCleanup(() => server.closeAllConnections());
  const port = await listening(server);
  return { url: `https://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, port, requests };
}

/** A proxy that leads to a port of this machine whatever host it is asked for. `secure`: it speaks TLS itself. */
export async function proxyTo(
  target: number,
  { login, secure }: { readonly login?: string; readonly secure?: Pair } = {},
): Promise<{ readonly url: string; readonly lines: string[] }> {
  const lines: string[] = [];
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const handler: Handler = (request, response) => {
    lines.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url!);
    plainRequest({ port: target, host: '127.0.0.1', path: pathname }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end();
  };
  const server = secure ? createServer(secure, handler) : createPlainServer(handler);
  const ends = new Set<Duplex>();
  server.on('connect', (request, socket) => {
    ends.add(socket);
    lines.push(`CONNECT ${request.url}`);
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const upstream = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    ends.add(upstream);
    for (const end of [upstream, socket]) end.on('error', () => (upstream.destroy(), socket.destroy()));
  });
  const port = await listening(server);
  onCleanup(() => ends.forEach((end) => end.destroy()));
  onCleanup(() => server.closeAllConnections());
  return { url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`, lines };
}
