/** The cases of test/conformance/applicationsets as JSON, for the program beside this file. */
import { readCases } from '../../test/conformance/applicationsets/cases.ts';

process.stdout.write(JSON.stringify(readCases()));
