import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { formatMetric, formatNumber } from '../../src/results/format-metric.js'
import type { CandidateResult, MetricName, Results } from '../../src/results/results.js'
import { lbbench } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn } from './console-blocks.js'

/** UPDATE_GOLDEN=1 writes the table of the page anew. */
const path = `${packageRoot}/docs/sessions.md`
const page = readFileSync(path, 'utf8')

/** The commands of the page that its table comes from: those in virtual time. */
const commands = shellCommandsIn(page).filter(argv => argv.includes('virtual'))

it('shows the table that its commands give', async () => {
  expect(commands.length).toBe(4)
  const rows: string[] = []
  for (const argv of commands) rows.push(...(await rowsOf(argv)))
  const table = [
    '| scenario, store | candidate | sessions lost | requests lost | logins repeated | p50 | p99 | most loaded / least |',
    '|---|---|--:|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n')
  const real = page.replace(
    /(<!-- table -->\n)[\s\S]*(<!-- end of table -->)/,
    (_, from: string, to: string) => `${from}\n${table}\n\n${to}`,
  )
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, real)
  else expect(page).toBe(real)
}, 120_000)

async function rowsOf(argv: readonly string[]): Promise<string[]> {
  const out = mkdtempSync(join(tmpdir(), 'lbbench-docs-'))
  try {
    expect(await lbbench(...argv, '--no-twin', '--out', out), argv.join(' ')).toMatchObject({ status: 0 })
    const { candidates, scenario } = JSON.parse(readFileSync(`${out}/results.json`, 'utf8')) as Results
    const store = argv[argv.indexOf('--sessions') + 1]
    return candidates.map(candidate => rowOf(`${scenario.name}, ${store}`, candidate))
  } finally {
    rmSync(out, { recursive: true })
  }
}

function rowOf(what: string, { id, metrics, backends }: CandidateResult): string {
  const value = (metric: MetricName): number => metrics[metric]!.value
  const shown = (metric: MetricName): string => (metrics[metric] === null ? '' : formatMetric(metric, value(metric)))
  const counts = [value('sessionsLost'), value('repeatedLogins')].map(count => formatNumber(count))
  const requests = backends.map(backend => backend.requests)
  const least = Math.min(...requests)
  const spread = least === 0 ? 'one is idle' : formatNumber(Math.max(...requests) / least)
  const cells = [counts[0], shown('lostShare'), counts[1], shown('p50Ms'), shown('p99Ms'), spread]
  return `| ${what} | \`${id}\` | ${cells.join(' | ')} |`
}
