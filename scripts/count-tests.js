import { readFileSync } from 'node:fs'

/**
 * Prints vitest's JSON report as one plain line. A suite that could not be loaded counts as one failure, and so does
 * every skipped test where CI is set: in CI nothing may be left out silently.
 */
const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const brokenSuites = report.testResults.filter(
  suite => suite.status === 'failed' && suite.assertionResults.length === 0,
)
const skipped = report.numPendingTests + report.numTodoTests
const skippedAsFailed = process.env.CI === 'true' ? skipped : 0
const failed = report.numFailedTests + brokenSuites.length + skippedAsFailed

for (const suite of brokenSuites) console.log(`could not be loaded: ${suite.name}`)
if (skipped > 0) console.log(`skipped: ${skipped}`)
console.log(`${report.numPassedTests} passed, ${failed} failed`)
process.exitCode = failed > 0 || report.numPassedTests === 0 ? 1 : 0
