/** The cases of test/conformance/projects as JSON, for the program beside this file. */
import { readCases } from '../../../test/conformance/projects/cases.ts';

process.stdout.write(JSON.stringify(readCases()));
