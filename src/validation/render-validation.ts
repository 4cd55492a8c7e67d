import { z95, zLimit } from './judge.js'
import type { Validation, ValidationRow } from './validate.js'

/** docs/validation.md, whole. */
export function renderValidation({ rows, checks }: Validation): string {
  return `${[
    '# The virtual world against queueing theory',
    method(rows),
    summary(rows),
    '## Points',
    table(
      ['model', 'case', 'quantity', 'theory', 'simulated', '± SE', 'z', '', 'requests'],
      rows.map(row => [
        row.model,
        row.case,
        row.quantity,
        digits(row.theory),
        digits(row.simulated),
        row.standardError.toPrecision(2),
        row.z.toFixed(2),
        verdict(row.agrees),
        row.requests.toLocaleString('en-US'),
      ]),
    ),
    '## Self-checks',
    'What must hold for any configuration, whether there is a theory of it or not.',
    table(
      ['claim', 'seen', ''],
      checks.map(({ claim, seen, holds }) => [claim, seen, verdict(holds)]),
    ),
  ].join('\n\n')}\n`
}

function method(rows: readonly ValidationRow[]): string {
  const replications = Math.max(...rows.map(row => row.replications))
  return `Written by \`lbbench validate\`; not edited. Each point is a scenario run in virtual time by the code that runs all others \
(workload, strategy, balancer, worker queue), beside an exact figure of queueing theory (\`src/theory\`, each with its source). Times are \
in mean service times, which are milliseconds here. A point has ${replications} replications with seeds of their own; warm-up is cut by \
arrival. *simulated* is their mean, *± SE* the standard error of that mean, and *z* the distance from theory: Student's t with \
${replications - 1} degrees of freedom, given as the normal score of the same probability. A point agrees where |z| <= ${zLimit}: a correct \
simulation fails a point with probability 6.3e-5, and one of these ${rows.length} with ${percent(1 - Math.exp(-6.334e-5 * rows.length))}. \
Seeds are fixed, so the table is the same every time. The mean-field models hold for endlessly many backends; with 1000 they are \
off by some 0.1 %. No loss system without a waiting place (Erlang's B) can be a scenario: a listen queue always holds one.`
}

/** Quantities of one point are of the same trials, so rows are not independent, and the count scatters more than a binomial. */
function summary(rows: readonly ValidationRow[]): string {
  const inside = rows.filter(({ z }) => Math.abs(z) <= z95).length
  const failed = rows.filter(({ agrees }) => !agrees).length
  const mean = rows.reduce((sum, { z }) => sum + z, 0) / rows.length
  const spread = Math.sqrt(rows.reduce((sum, { z }) => sum + (z - mean) * (z - mean), 0) / (rows.length - 1))
  const expected = 0.95 * rows.length
  return `**${rows.length - failed} of ${rows.length} agree.** |z| <= 1.96, which 95 % should be: ${inside} of ${rows.length} \
(${expected.toFixed(1)} ± ${Math.sqrt(expected * 0.05).toFixed(1)} expected, were all rows independent). Mean z ${mean.toFixed(2)}, standard \
deviation ${spread.toFixed(2)} (0 and 1 expected); largest |z| ${Math.max(...rows.map(({ z }) => Math.abs(z))).toFixed(2)}. \
${requestsOf(rows).toLocaleString('en-US')} requests in all.`
}

/** The rows of a point share its requests. */
function requestsOf(rows: readonly ValidationRow[]): number {
  const points = new Map(rows.map(row => [`${row.model}: ${row.case}`, row.requests]))
  return [...points.values()].reduce((sum, requests) => sum + requests, 0)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const verdict = (agrees: boolean): string => (agrees ? 'agrees' : '**FAILS**')
const digits = (value: number): string => value.toPrecision(6)
const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`
