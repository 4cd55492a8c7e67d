import { expect, test } from 'vitest'
import { describeScaling } from '../../src/cli/compare/describe-scaling.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { lbbench } from './lbbench.js'

const line = '  scaling     hpa, utilisation 60%, 2 to 16, starts with 4, every 15s, boot 40s\n'

test('check says what the autoscaler will do, and whose capacity the load is a share of', async () => {
  const said = await lbbench('check', 'autoscale-day')
  expect(said).toMatchObject({ status: 0, stderr: '' })
  expect(said.stdout).toContain(line)
  expect(said.stdout).toMatch(/\(\d[\d.]*% of the capacity of all 16\)\n/)
})

test('so does the plan of a comparison', async () => {
  const said = await lbbench('compare', 'autoscale-day', '--engine', 'virtual', '--dry-run')
  expect(said).toMatchObject({ status: 0, stdout: '' })
  expect(said.stderr).toContain(line)
})

test('a fleet that is not scaled has a capacity, and no such line', async () => {
  const { stdout } = await lbbench('check', 'steady')
  expect(stdout).toContain('% of capacity)')
  expect(stdout).not.toContain('scaling')
})

test.each([
  [{ metric: 'rate', target: '40/s' }, 'rate 40/s'],
  [{ metric: 'inFlight', target: 2.5 }, 'inFlight 2.5'],
  [{ metric: 'p99', target: '80ms' }, 'p99 80ms'],
  [{ target: '60%', speed: '7x' }, 'every 2143ms'],
])('%j', (scaling, said) => {
  const document = {
    backends: { count: 2, latency: '20ms' },
    traffic: { rate: 10 },
    run: { duration: '1m' },
    scaling: { max: 4, ...scaling },
  }
  const outcome = toScenario(document, { name: 'x', read: () => '' })
  expect('scenario' in outcome && describeScaling(outcome.scenario.scaling!)).toContain(said)
})
