import type { FunctionTable } from '../template/value.ts';
import { table, unsupported } from './function.ts';

export const unsupportedFunctions: FunctionTable = table(
  unsupported('genCA', 'string int'),
  unsupported('genCAWithKey', 'string int string'),
  unsupported('genSelfSignedCert', 'string any any int'),
  unsupported('genSelfSignedCertWithKey', 'string any any int string'),
  unsupported('genSignedCert', 'string any any int any'),
  unsupported('genSignedCertWithKey', 'string any any int any string'),
  unsupported('genPrivateKey', 'string'),
  unsupported('buildCustomCert', 'string string'),
  unsupported('encryptAES', 'string string'),
  unsupported('decryptAES', 'string string'),
  unsupported('bcrypt', 'string'),
  unsupported('htpasswd', 'string string'),
  unsupported('urlParse', 'string'),
  unsupported('urlJoin', 'map'),
);
