/** The cases of test/conformance/sync as JSON, for the program beside this file. */
import { readCases } from '../../../test/conformance/sync/cases.ts';

process.stdout.write(JSON.stringify(readCases()));
