export type { HttpLimits } from './http-limits.ts';
export { vendor, type Vendored, type VendorOptions } from './vendor.ts';
