// `node openapi_lint.mjs FILE`: a public linter's complaints, one a line; exit code 1 if any.
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended'],
  rules: { 'info-license': 'off' }, // the tree has no licence text that could be named
});
const problems = await lint({ ref: process.argv[2], config });
for (const problem of problems) {
  const where = problem.location.map((place) => place.pointer).join(' ');
  console.log(`${problem.severity} ${problem.ruleId}: ${problem.message} ${where}`);
}
process.exit(problems.length ? 1 : 0);
