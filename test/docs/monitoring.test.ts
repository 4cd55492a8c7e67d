import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench } from '../cli/lbbench.js'
import { everyFamily, sampleNames } from '../live/metrics/every-family.js'
import { packageRoot } from '../process/tiny-scenario.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-monitoring-'))
afterAll(() => rmSync(folder, { recursive: true }))
const examples = join(packageRoot, 'examples/monitoring')
const families = Object.values(everyFamily()).flat()
const promtool = (...args: string[]): string => execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' })

interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number }
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly datasource: unknown }[]
  readonly fieldConfig?: { readonly defaults: { readonly unit: string } }
}

interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly schemaVersion: number
  readonly id: null
  readonly time: unknown
  readonly panels: readonly Panel[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] }
  readonly annotations: { readonly list: readonly { readonly expr: string }[] }
}

const dashboard: Dashboard = JSON.parse(readFileSync(join(examples, 'grafana-dashboard.json'), 'utf8'))
const shown = dashboard.panels.filter(({ type }) => type !== 'row')
const targets = shown.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })))
const expressions = [...targets.map(({ expr }) => expr), ...dashboard.annotations.list.map(({ expr }) => expr)]

/** As Grafana fills variables in. */
const filled = (expr: string): string => expr.replace(/\$__rate_interval/g, '5s').replace(/\$candidate/g, '.*')

describe('the dashboard, by Grafana’s model of one (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/)', () => {
  it('has what the model asks for', () => {
    expect(dashboard).toMatchObject({ id: null, uid: 'lbbench', title: 'lbbench', time: expect.anything() })
    // 39 is Grafana 11; newer ones bring older models up to date.
    expect(dashboard.schemaVersion).toBe(39)
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'candidate'])
  })

  it('has panels of the types that Grafana ships, each with its own id, in a grid 24 wide', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    for (const { type, title, gridPos } of dashboard.panels) {
      expect(['row', 'timeseries', 'stat', 'bargauge', 'state-timeline']).toContain(type)
      expect(title).not.toBe('')
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
    }
  })

  it('has no panel that lies on another', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
  })

  it('asks the data source that the user chooses, each target by a letter of its own', () => {
    for (const { targets = [], fieldConfig } of shown) {
      expect(targets.length).toBeGreaterThan(0)
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length)
      for (const { datasource } of targets)
        expect(datasource).toMatchObject({ type: 'prometheus', uid: expect.stringMatching(/^\$\{datasource\}$/) })
      // A unit the reader can see.
      expect(['short', 'reqps', 'ops', 's', 'percentunit']).toContain(fieldConfig!.defaults.unit)
    }
  })

  it.each([
    'Requests per second',
    'Error share',
    'Latency from due time',
    'In flight by backend',
    'Health',
    'Retries and hedges',
  ])('shows: %s', title => expect(shown.map(panel => panel.title)).toContain(title))
})

describe('the expressions of the dashboard', () => {
  const known = new Set(families.flatMap(sampleNames))
  const variable = JSON.stringify(dashboard.templating)

  it.each(targets)('$title: $expr asks for metrics that there are, by labels that they have', ({ expr }) => {
    const names: readonly string[] = expr.match(/\b(lbbench|process|nodejs)_\w+/g) ?? []
    expect(names).not.toEqual([])
    expect(names.filter(name => !known.has(name))).toEqual([])
    const labels = new Set(
      families
        .filter(family => sampleNames(family).some(name => names.includes(name)))
        .flatMap(({ labelNames }) => labelNames),
    )
    for (const label of ['candidate', 'round', 'program', ...(expr.includes('_bucket') ? ['le'] : [])])
      labels.add(label)
    expect(labelsIn(expr).filter(label => !labels.has(label))).toEqual([])
  })

  it('are valid, as Prometheus reads them', () => {
    const rules = expressions.map((expr, i) => `    - record: "r:${i}"\n      expr: ${JSON.stringify(filled(expr))}\n`)
    const file = join(folder, 'rules.yml')
    writeFileSync(file, `groups:\n  - name: dashboard\n    rules:\n${rules.join('')}`)
    expect(promtool('check', 'rules', file)).toContain(`${expressions.length} rules found`)
  })

  it('and those of its variables, too, ask for what there is', () => {
    const names = [...variable.matchAll(/label_values\((\w+), (\w+)\)/g)]
    expect(names.length).toBeGreaterThan(0)
    for (const [, name, label] of names) {
      expect(known.has(name!)).toBe(true)
      expect(label).toBe('candidate')
    }
  })
})

/** Names of labels in selectors and in `by`. */
function labelsIn(expr: string): string[] {
  const selected = [...expr.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label]) => label!)
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list]) =>
    list!.split(',').map(label => label.trim()),
  )
  return [...selected, ...grouped]
}

describe('the scrape file', () => {
  it('is valid, as Prometheus reads it', () => {
    expect(promtool('check', 'config', join(examples, 'prometheus.yml'))).toContain('SUCCESS')
  })
})

describe('docs/monitoring.md', () => {
  const text = readFileSync(join(packageRoot, 'docs/monitoring.md'), 'utf8')
  const known = new Set(families.flatMap(sampleNames))
  const blockOf = (language: string, holding: string): string =>
    [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))]
      .map(([, body]) => body!)
      .find(body => body.includes(holding))!

  it('lists every metric, as it is registered, and no other', () => {
    const rows = families.map(
      ({ name, type, labelNames, help }) => `| \`${name}\` | ${type} | ${labelNames.join(', ')} | ${help} |`,
    )
    expect(text.split('\n').filter(line => /^\| `\w+` \| (counter|gauge|histogram) \|/.test(line))).toEqual(rows)
  })

  it('names no metric of ours that is not there', () => {
    const named = text.match(/\blbbench_(run|build|generator|balancer|backend|event)_\w+/g)!
    expect(named.filter(name => !known.has(name) && !families.some(family => family.name === name))).toEqual([])
  })

  it('has alerts that Prometheus takes', () => {
    const file = join(folder, 'alerts.yml')
    writeFileSync(file, blockOf('yaml', 'alert:'))
    expect(promtool('check', 'rules', file)).toContain('SUCCESS: 4 rules found')
  })

  it('has lines for HAProxy and Caddy that those take', () => {
    const haproxy = join(folder, 'haproxy.cfg')
    writeFileSync(
      haproxy,
      `defaults\n  timeout client 1s\n  timeout connect 1s\n  timeout server 1s\n${blockOf('haproxy', 'prometheus')}`,
    )
    execFileSync('haproxy', ['-c', '-f', haproxy], { stdio: 'pipe' })
    const caddy = join(folder, 'Caddyfile')
    writeFileSync(caddy, blockOf('caddyfile', 'metrics'))
    execFileSync('caddy', ['adapt', '--adapter', 'caddyfile', '--config', caddy], { stdio: 'pipe' })
  })

  it.each<{ readonly run: string; readonly facts: (of: Facts) => string[] }>([
    {
      run: 'uneven -s rr,lc',
      facts: ({ rr, lc }) => [
        `Jain's index ${rr!.jainRequests.toFixed(3)}`,
        `p99 of ${rr!.p99Ms.toFixed(0)} ms`,
        `has ${lc!.p99Ms.toFixed(1)} ms`,
        `busy time (${rr!.jainBusy.toFixed(3)})`,
      ],
    },
    {
      run: 'zone-loss -s rr --health none --retries 0',
      facts: ({ rr }) => [`${(100 * rr!.errorRate).toFixed(2)} % fail`, `better (${rr!.p99Ms.toFixed(1)} ms)`],
    },
    { run: 'zone-loss -s rr --retries 0', facts: ({ rr }) => [`than with them (${rr!.p99Ms.toFixed(1)} ms)`] },
    {
      run: 'zone-loss -s rr',
      facts: ({ rr }) => [`not one request failed, ${rr!.retries} retries and ${rr!.markedDown} marks`],
    },
    {
      run: 'zone-loss -s rr --health none',
      facts: ({ rr }) => [
        `${rr!.retries.toLocaleString('en')} tries came on top of ${rr!.all.toLocaleString('en')} requests`,
      ],
    },
    {
      run: 'burst -s lc --max-requests 4 --queue 1s',
      facts: ({ lc }) => [`${lc!.queued.toLocaleString('en')} of ${lc!.all.toLocaleString('en')} waited`],
    },
  ])('says of $run what comes of it', async ({ run, facts }) => {
    const out = join(folder, 'run')
    const args = ['-e', 'virtual', '--rounds', '10', '--out', out]
    expect((await lbbench('compare', ...run.split(' '), ...args)).status).toBe(0)
    for (const fact of facts(factsOf(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')))))
      expect(text).toContain(fact)
    expect(text).toContain(`\`lbbench compare ${run.replace(/ --retries 0$/, '')}`)
  })
})

type Facts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Metrics and the balancer's counts of each candidate, and its requests of all rounds. */
function factsOf({ candidates }: Results): Facts {
  return Object.fromEntries(
    candidates.map(({ id, metrics, balancer }) => {
      const values = Object.entries(metrics).map(([name, metric]) => [name, metric?.value ?? Number.NaN])
      const all = Math.round(metrics.requests!.value * metrics.requests!.n)
      return [id, { ...Object.fromEntries(values), ...balancer, all }]
    }),
  )
}
