// npm run conformance -- [options]: compares msqlint's verdicts with Druid's, see --help.
import { importBundled } from "../bundle.mjs";

const contents = 'export { report } from "./scripts/conformance/report.ts"; export { verdict } from "./test/conformance/subject.ts";';
process.exitCode = await importBundled(contents, ({ report, verdict }) => report(process.argv.slice(2), verdict));
