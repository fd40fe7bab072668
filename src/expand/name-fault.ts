const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why the API server would refuse an Application's name (Kubernetes' `IsDNS1123Subdomain`), or undefined. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'the Application’s name is empty';
  if (name.length > 253) return `the Application’s name is ${name.length} characters long; 253 are allowed`;
  if (SUBDOMAIN.test(name)) return undefined;
  return `the Application’s name ${JSON.stringify(name)} must be of lower case letters, digits, - and ., and begin and end with a letter or digit`;
}
