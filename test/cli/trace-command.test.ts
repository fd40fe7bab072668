import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call } from './fake-host.ts';

const sample: string = fileURLToPath(new URL('../../sample-repos/platform-gitops', import.meta.url));
const VALUES = 'environments/prod/aws/eu-west-1-01/checkout-api/values.yaml';

async function traced(...args: string[]): Promise<string[]> {
  const application = 'checkout-api-prod-aws-eu-west-1-01';
  const { code, stdout, stderr } = await call(['trace', sample, '--application', application, ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

describe('plimsoll trace', () => {
  it('leads a field to its line, and names what else decides it', async () => {
    const field = 'spec.template.spec.containers[0].image';
    const [head, , way, place, template, , title, first, second] = await traced(
      '--resource',
      'Deployment/checkout-api',
      '--field',
      field,
    );
    expect(head).toMatch(/^spec\.template\.spec\.containers\[0\]\.image of Deployment\/checkout-api is "/);
    expect(way).toMatch(/^image\.digest → checkout-api\/templates\/deployment\.yaml:\d+ → /);
    expect(place).toBe(`  ${VALUES}:9:11  change it here`);
    expect(template).toMatch(/deployment\.yaml:\d+:\d+ {2}the template reads it here$/);
    expect(title).toBe('Read on the way:');
    expect(first).toBe(`  image.digest      decides the value  ${VALUES}:9:11`);
    expect(second).toBe(`  image.repository  decides the value  ${VALUES}:8:15`);
  });

  it('says where a chart’s default is set, and where the author may set it', async () => {
    const lines = await traced(
      '--resource',
      'Deployment',
      '--field',
      'spec.template.spec.containers[0].imagePullPolicy',
    );
    expect(lines.join('\n')).toMatch(
      /values\.yaml:\d+:\d+ {2}set it here\n {2}\.\.\/apps\/checkout-api\/deploy\/chart\/values\.yaml:(\d+:\d+) {2}.* is set here\n[^]*Read on the way:\n.*\.\.\/apps\/checkout-api\/deploy\/chart\/values\.yaml:\1/,
    );
  });

  it('leads what is not there to what keeps it away', async () => {
    const [head, , way] = await traced('--resource', 'deployment', '--field', 'spec.replicas');
    expect(head).toBe('spec.replicas of Deployment/checkout-api is not there');
    expect(way).toMatch(/^autoscaling\.enabled → .* → spec\.replicas$/);
  });

  it.each([
    [['trace', sample], '`trace` needs `--application NAME`.'],
    [['trace', sample, '--application', 'x'], '`trace` needs `--resource KIND/NAME`.'],
    [
      ['trace', sample, '--application', 'x', '--resource', 'Pod'],
      'There is no Application `x` in this tree.',
    ],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await call(args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `plimsoll: ${message}\n` });
  });

  it('says that a resource is not there, and that a path is none', async () => {
    const base = ['trace', sample, '--application', 'checkout-api-prod-aws-eu-west-1-01', '--resource'];
    const unknown = await call([...base, 'Deployment/chekout-api']);
    expect(unknown.stderr).toContain('There is no `Deployment/chekout-api` in this Application.');
    const broken = await call([...base, 'Deployment', '--field', 'spec[']);
    expect(broken.stderr).toBe('plimsoll: `spec[` is no field path, e.g. spec.containers[0].image.\n');
  });
});
