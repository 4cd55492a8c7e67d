import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readScenario } from '../../src/scenario/reader.js'
import { lbbench } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'

const folder = 'examples/flask-behind-nginx'

it('the example names the same ports in its scenario and in its configuration, and would run', async () => {
  const { scenario } = readScenario(`${packageRoot}/${folder}/scenario.yaml`, {
    shippedDir: `${packageRoot}/scenarios`,
  })
  const site = readFileSync(`${packageRoot}/${folder}/site.conf`, 'utf8')
  const named = [...site.matchAll(/^ +server 127\.0\.0\.1:(\d+);/gm)].map(([, port]) => Number(port))
  expect(named).toEqual(scenario.backends.map(({ port }) => port))
  expect(site).toContain(`listen 127.0.0.1:${scenario.balancer.port};`)
  expect(scenario.run.backendKind).toBe('gunicorn')
  const [, command] = /^lbbench (compare .*)$/m.exec(readFileSync(`${packageRoot}/${folder}/README.md`, 'utf8'))!
  const { status, stderr } = await lbbench(...command!.split(' '), '--dry-run')
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('3 rounds of 1s warm-up + 6s each') })
})
