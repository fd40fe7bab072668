export type { HttpLimits } from './http.ts';
export { vendor, type Vendored, type VendorOptions } from './vendor.ts';
