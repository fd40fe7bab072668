import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { GoObject, Value } from '../../src/template/value.ts';
import { calls } from './calls.ts';

function parts(value: Value): { certificate: X509Certificate; key: string; cert: string } {
  const { fields } = value as GoObject;
  const cert = fields.get('Cert') as string;
  return { certificate: new X509Certificate(cert), key: fields.get('Key') as string, cert };
}

function make(): string {
  return parts(calls().call('genSelfSignedCert', 'a', [], [], 1)).cert;
}

describe('certificates', () => {
  it('genCA makes an authority that signed itself', () => {
    const { certificate, key } = parts(calls().call('genCA', 'my-ca', 365));
    expect(certificate.subject).toBe('CN=my-ca');
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBe(365 * 86_400_000);
  });

  it('genSignedCert is signed by it and names its hosts', () => {
    const { call } = calls();
    const ca = call('genCA', 'my-ca', 365);
    const leaf = parts(
      call('genSignedCert', 'svc', ['10.0.0.1', '::1', 'fe80::2:1'], ['svc.ns.svc'], 30, ca),
    );
    expect(leaf.certificate.verify(parts(ca).certificate.publicKey)).toBe(true);
    expect(leaf.certificate.issuer).toBe('CN=my-ca');
    expect(leaf.certificate.checkHost('svc.ns.svc')).toBe('svc.ns.svc');
    expect(leaf.certificate.checkIP('10.0.0.1')).toBe('10.0.0.1');
    expect(leaf.certificate.subjectAltName).toContain('IP Address:FE80:0:0:0:0:0:2:1');
    expect(leaf.certificate.ca).toBe(false);
  });

  it('an RSA authority of the user’s own signs too', () => {
    const { call } = calls();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
    const ca = call('genCAWithKey', 'rsa-ca', 10, pem);
    const built = call('buildCustomCert', call('b64enc', parts(ca).cert), call('b64enc', pem));
    const leaf = parts(call('genSignedCert', 'svc', [], [], 30, built));
    expect(leaf.certificate.verify(parts(ca).certificate.publicKey)).toBe(true);
  });

  it('is the same in each run', () => {
    expect(make()).toBe(make());
  });

  it('genPrivateKey gives a key that can be read', () => {
    expect(createPrivateKey(calls().call('genPrivateKey', 'rsa') as string).type).toBe('private');
  });
});
