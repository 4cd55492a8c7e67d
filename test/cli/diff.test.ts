import { describe, expect, it } from 'vitest'
import { runJob } from '../../src/virtual/run-job.js'
import { temporaryFolder, written } from '../trace/temporary-traces.js'
import { scenarioOf } from '../virtual/scenario.js'
import { lbbench } from './lbbench.js'

const folder = temporaryFolder()

/** A real trace of a small trial; its path. */
function traced(name: string, strategy: string, seed = 1): string {
  const path = `${folder}/${name}`
  const scenario = scenarioOf()
  runJob({ scenario, strategy, options: {}, seed, trace: { path, label: { candidate: strategy, round: 0 } } })
  return path
}

describe('lbbench diff', () => {
  const [once, again, other] = [traced('once', 'lc'), traced('again', 'lc'), traced('other', 'rr')]

  it('finds two runs of one seed alike: status 0', async () => {
    const { status, stdout, stderr } = await lbbench('diff', once, again)
    expect(stdout).toMatch(/^alike in every decision and every end: 1 trial, \d+ requests\n$/)
    expect([status, stderr]).toEqual([0, ''])
  })

  it('names the first request on which two strategies part: status 1', async () => {
    const { status, stdout } = await lbbench('diff', once, other)
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^lc and rr, round 1: they part on request \d+\n {2}A: try 1 goes to b\d at -?[\d.]+ ms; 200 from b/,
    )
    expect(stdout).toContain(`A is ${once}, B is ${other}\n`)
  })

  it('says what it cannot read: status 2', async () => {
    const wrong = written(folder, 'wrong', 'no trace\n')
    expect(await lbbench('diff', once, wrong)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`${wrong} is not a decision trace`),
    })
    expect(await lbbench('diff', `${folder}/nothing`, once)).toMatchObject({ status: 2, stdout: '' })
    expect(await lbbench('diff', once)).toMatchObject({ status: 2, stdout: '' })
  })
})
