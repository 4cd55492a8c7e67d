import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readScenario } from '../../src/scenario/reader.js'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lbbench-idle-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

/** What is wrong with a scenario of 10 s after 1 s of warm-up, without the name of its file. */
function refusalOf(scaling: string, run = 'duration: 10s, warmup: 1s'): string {
  const text = `backends: { count: 4, latency: 20ms }\ntraffic: { rate: 10 }\nscaling: { ${scaling} }\nrun: { ${run} }\n`
  writeFileSync(join(cwd, 'my.yaml'), text)
  try {
    readScenario('my.yaml', { shippedDir: 'scenarios', cwd })
  } catch (error) {
    return (error as Error).message.replaceAll('my.yaml:', '')
  }
  return ''
}

const base = 'target: 60%, max: 8'

test.each([
  // Decisions
  [base, '3:10: first decision at 14s, the run ends at 10s; give "every" or "speed: 15x", or a longer run'],
  [
    `${base}, every: 11s`,
    '3:40: first decision at 10s, the run ends at 10s; give "every" or "speed: 11x", or a longer run',
  ],
  [`${base}, every: 10.5s, boot: 100ms`, ''],
  [`${base}, speed: 15x`, ''],
  [
    `${base}, policy: target-tracking, speed: 10x`,
    '3:10: first change, after 3 periods, at 17s, the run ends at 10s; give "every" or "speed: 180x", or a longer run',
  ],
  [`${base}, policy: target-tracking, periods: { out: 1 }, speed: 10x`, ''],
  // Boots
  [
    `${base}, speed: 15x, boot: 20s`,
    '3:51: the first new backend takes requests at 20s at the earliest, the run ends at 10s; give a shorter "boot", or a longer run',
  ],
  [
    `${base}, speed: 15x, boot: 10s`,
    '3:51: the first new backend takes requests at 10s at the earliest, the run ends at 10s; give a shorter "boot", or a longer run',
  ],
  [`${base}, speed: 15x, boot: 9999ms`, ''],
  ['target: 60%, max: 4, speed: 15x, boot: 20s', ''],
  // The range
  ['target: 60%, max: 2, speed: 15x', '3:30: found 2, expected at least 4, the count of backends, or a "start"'],
  [`${base}, min: 5, speed: 15x`, '3:38: found 5, expected at most 4, the count of backends, or a "start"'],
  [`${base}, start: 9, speed: 15x`, '3:40: found 9, expected a start from 1 to 8, not 9'],
  // Steps that go out and in at once
  [
    `${base}, speed: 60x, steps: [{ above: 1.2x, by: 1 }, { below: 1.3x, by: 1 }]`,
    '3:86: found "1.3x", expected at most 1.2x, above which a step goes out',
  ],
  [`${base}, speed: 60x, steps: [{ above: 1.2x, by: 1 }, { below: 1.2x, by: 1 }]`, ''],
])('scaling: { %s }', (scaling, message) => {
  expect(refusalOf(scaling)).toBe(message)
})

test('a longer run lets it decide', () => {
  expect(refusalOf(base, 'duration: 30s, warmup: 1s')).toBe('')
})
