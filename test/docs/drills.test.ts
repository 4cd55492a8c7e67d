import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drillMetricNames } from '../../src/drill/drill-metrics.js'
import { timelineSvg } from '../../src/report/drill/svg/timeline-svg.js'
import { drillInfo } from '../../src/results/drill-info.js'
import type { Results } from '../../src/results/results.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn } from './console-blocks.js'

const textOf = (path: string): string => readFileSync(`${packageRoot}/${path}`, 'utf8')
const page = textOf('docs/drills.md')

/** Those whose faults stand at the top: of what befalls the fleet, not of a backend that fails besides. */
const drills = readdirSync(`${packageRoot}/scenarios`)
  .filter(name => name.endsWith('.yaml') && /^faults:/m.test(textOf(`scenarios/${name}`)))
  .map(name => name.replace('.yaml', ''))

describe('docs/drills.md', () => {
  it('has a row and a command for each drill that is shipped', () => {
    expect(drills.length).toBeGreaterThanOrEqual(12)
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)
    const commands = shellCommandsIn(page).filter(([command]) => command === 'compare')
    expect(rows).toEqual(expect.arrayContaining(drills))
    expect(commands.map(([, name]) => name)).toEqual(expect.arrayContaining(drills))
  })

  it('names every metric of gates', () => {
    const gates = page.slice(page.indexOf('## Gates for drills'), page.indexOf('## The shipped drills'))
    for (const metric of drillMetricNames) expect(gates).toContain(`\`${drillInfo[metric].name}\``)
  })

  it('shows the picture of the run it shows', () => {
    const results = JSON.parse(textOf('reports/golden/gray/results.json')) as Results
    expect(page).toContain('](../reports/golden/gray/timeline.svg)')
    expect(textOf('reports/golden/gray/timeline.svg')).toBe(timelineSvg(results))
  })
})
