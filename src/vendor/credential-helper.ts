import { spawn } from 'node:child_process';
import type { Json, JsonObject } from '../types.ts';
import type { Credential, Environment } from './credentials.ts';

const PATIENCE = 15_000;

/** Docker's protocol: `docker-credential-<name> get`, the host on standard input, JSON on standard output. */
export async function credentialFromHelper(
  config: JsonObject,
  host: string,
  env: Environment,
): Promise<Credential | undefined> {
  const name = helperOf(config, host);
  if (name === undefined || !/^[\w.-]+$/.test(name)) return undefined;
  const server = host === 'index.docker.io/v1' ? 'https://index.docker.io/v1/' : host;
  const { Username: username, Secret: password } = await answerOf(`docker-credential-${name}`, server, env);
  if (typeof username !== 'string' || typeof password !== 'string' || password === '') return undefined;
  // Docker's own sign for a token.
  return username === '<token>'
    ? { username: '', password: '', refreshToken: password }
    : { username, password };
}

function helperOf(config: JsonObject, host: string): string | undefined {
  const helpers = config['credHelpers'];
  const own =
    typeof helpers === 'object' && helpers !== null && Object.hasOwn(helpers, host)
      ? (helpers as JsonObject)[host]
      : undefined;
  const name = own ?? config['credsStore'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function answerOf(command: string, host: string, env: Environment): Promise<JsonObject> {
  return new Promise((resolve) => {
    const helper = spawn(command, ['get'], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE,
    });
    let text = '';
    helper.stdout
      .setEncoding('utf8')
      .on('data', (chunk: string) => void (text.length < 1e6 && (text += chunk)));
    helper.stdin.on('error', () => undefined);
    helper.on('error', () => resolve({}));
    helper.on('close', () => resolve(parsed(text)));
    helper.stdin.end(`${host}\n`);
  });
}

function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}
