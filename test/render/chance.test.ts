import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderAll } from '../../src/run.ts';
import { call } from '../cli/fake-host.ts';
import { GITOPS } from './fixture.ts';

/** Each function that Helm answers differently every time. */
const TEMPLATE = `
apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}"}
stringData:
  text: {{ randAlphaNum 12 }} {{ randAlpha 12 }} {{ randNumeric 12 }} {{ randAscii 12 | b64enc }} {{ randBytes 12 }}
  number: {{ randInt 1 1000000 | quote }}
  shuffled: {{ shuffle "abcdefghijklmnopqrstuvwxyz" }}
  uuid: {{ uuidv4 }}
  time: {{ now | unixEpoch }} {{ now | date "2006-01-02" }} {{ now | htmlDate }} {{ ago now }}
  password: {{ derivePassword 1 "long" "password" "user" "example.com" }}
  hash: {{ bcrypt "secret" }} {{ htpasswd "user" "secret" }}
  cipher: {{ encryptAES "key" "text" }}
  key: {{ genPrivateKey "rsa" | b64enc }}
  {{- $ca := genCA "ca" 365 }}
  ca: {{ $ca.Cert | b64enc }} {{ $ca.Key | b64enc }}
  {{- $signed := genSignedCert "web" (list "10.0.0.1") (list "web.example.com") 365 $ca }}
  signed: {{ $signed.Cert | b64enc }} {{ $signed.Key | b64enc }}
  {{- $own := genSelfSignedCert "web" nil (list "web") 365 }}
  own: {{ $own.Cert | b64enc }} {{ $own.Key | b64enc }}
`;

const APPLICATIONS = ['one', 'two', 'three'].map((name) =>
  [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: Application',
    `metadata: {name: ${name}, namespace: argocd}`,
    'spec:',
    '  project: default',
    '  destination: {namespace: shop, server: https://kubernetes.default.svc}',
    `  source: {repoURL: ${GITOPS}, path: chart}`,
    '',
  ].join('\n'),
);

let top = '';
beforeAll(() => void (top = mkdtempSync(join(tmpdir(), 'plimsoll-chance-'))));
afterAll(() => rmSync(top, { recursive: true }));

let count = 0;
/** A tree with these Applications of one chart. */
function tree(applications: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const folder = join(top, String((count += 1)));
  const files = {
    'plimsoll.yaml': `repositories: {"${GITOPS}": .}\n`,
    'apps.yaml': applications.join('---\n'),
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/templates/secret.yaml': TEMPLATE,
    ...more,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Application → its manifests. */
async function rendered(folder: string, seed?: string): Promise<Map<string, string>> {
  const result = await renderAll({ folder, ...(seed !== undefined && { seed }) });
  if (!result.ok) throw new Error(result.errors[0]!.message);
  return new Map(result.applications.map(({ name, manifests }) => [name, manifests]));
}

function secret(text = ''): string {
  return /kind: Secret[^]*?(?=---|$)/.exec(text)![0];
}

function uuid(text = ''): string | undefined {
  return /uuid: (\S+)/.exec(text)?.[1];
}

describe('what Helm answers differently every time', () => {
  it('is the same in each run, in any order of Applications and beside any others', async () => {
    const all = await rendered(tree(APPLICATIONS));
    expect([...all.keys()].toSorted()).toEqual(['one', 'three', 'two']);
    expect(all.get('two')).toContain('uuid: ');
    expect(await rendered(tree(APPLICATIONS))).toEqual(all);
    const reversed = await rendered(tree(APPLICATIONS.toReversed()));
    for (const [name, manifests] of reversed) expect(manifests).toBe(all.get(name));
    expect((await rendered(tree([APPLICATIONS[1]!]))).get('two')).toBe(all.get('two'));
  });

  it('does not change when another template does', async () => {
    const other = { 'chart/templates/aaa.yaml': 'kind: A\nmetadata: {name: a}\ndata: {{ randAlpha 99 }}\n' };
    const [before, after] = [await rendered(tree(APPLICATIONS)), await rendered(tree(APPLICATIONS, other))];
    expect(secret(after.get('one'))).toBe(secret(before.get('one')));
  });

  it('is another in another release, and with another seed of the command line or the configuration', async () => {
    const plain = await rendered(tree(APPLICATIONS));
    expect(new Set([...plain.values()].map((text) => uuid(text))).size).toBe(3);
    const seeded = await rendered(tree(APPLICATIONS), 'x');
    expect(uuid(seeded.get('one'))).not.toBe(uuid(plain.get('one')));
    const configured = `repositories: {"${GITOPS}": .}\nhelm: {seed: x}\n`;
    const files = { 'plimsoll.yaml': configured };
    expect(await rendered(tree(APPLICATIONS, files))).toEqual(seeded);
    expect(await rendered(tree(APPLICATIONS, files), '')).toEqual(plain);
  });

  it('is what `helm template` prints for the same release and seed', async () => {
    const folder = tree(APPLICATIONS);
    const line = ['helm', 'template', 'one', 'chart', '--namespace', 'shop', '--seed', 'x'];
    const { stdout } = await call(line, { cwd: folder });
    expect((await rendered(folder, 'x')).get('one')).toContain(/stringData:[^]*/.exec(stdout)![0].trim());
  });
});
