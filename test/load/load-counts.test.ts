import { describe, expect, it } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { LoadCounts } from '../../src/live/load/load-counts.js'
import { loadFamilies } from '../../src/live/load/load-families.js'
import { registryOf } from '../../src/live/metrics/family.js'
import { sessionEnds } from '../../src/model/sessions.js'

const linesOf = async (counts: LoadCounts): Promise<string[]> => {
  const registry = await registryOf(loadFamilies({ counts, openSockets: () => 4 }))
  return (await registry.metrics())
    .split('\n')
    .filter(line => !line.startsWith('#') && !/ 0$/.test(line) && line !== '')
}

describe('what the generator counts', () => {
  it.each([
    { status: 200, outcome: '2xx' },
    { status: 302, outcome: '3xx' },
    { status: 429, outcome: '4xx' },
    { status: 599, outcome: '5xx' },
    { status: 999, outcome: 'other' },
    { status: errorKinds.timeout, outcome: 'timeout' },
    { status: errorKinds.reset, outcome: 'reset' },
    { status: errorKinds.notSent, outcome: 'notSent' },
    { status: errorKinds.invalid, outcome: 'invalid' },
  ])('is $status as $outcome', async ({ status, outcome }) => {
    const counts = new LoadCounts()
    counts.ended(0, status, 5)
    const lines = (await linesOf(counts)).filter(line => line.startsWith('lbbench_generator_requests_total'))
    expect(lines).toEqual([`lbbench_generator_requests_total{phase="measured",outcome="${outcome}"} 1`])
  })

  it('is by the phase in which a request was due, however late it ended', async () => {
    const counts = new LoadCounts()
    counts.due(-1)
    counts.sent(-1, 3)
    counts.ended(-1, 200, 40)
    counts.due(0)
    expect(await linesOf(counts)).toEqual([
      'lbbench_generator_due_total{phase="warmup"} 1',
      'lbbench_generator_due_total{phase="measured"} 1',
      'lbbench_generator_sent_total{phase="warmup"} 1',
      'lbbench_generator_requests_total{phase="warmup",outcome="2xx"} 1',
      'lbbench_generator_open_sockets 4',
      'lbbench_generator_in_flight 1',
    ])
  })

  it('is, as latency, what results have: good answers and time-outs, from when they were due', async () => {
    const counts = new LoadCounts()
    for (const status of [200, 399, errorKinds.timeout, 400, 503, errorKinds.reset]) counts.ended(10, status, 110)
    const lines = await linesOf(counts)
    expect(lines).toContain('lbbench_generator_latency_seconds_count 3')
    expect(lines.find(line => line.startsWith('lbbench_generator_latency_seconds_sum'))).toMatch(/ 0\.3\d*$|0\.29999/)
  })

  it('is what became of sessions, and the time at their store where one was asked', async () => {
    const counts = new LoadCounts()
    counts.session(-1, sessionEnds.new)
    counts.session(5, sessionEnds.lost)
    counts.session(5, sessionEnds.failed)
    counts.head(5, Number.NaN)
    counts.head(5, 3)
    counts.head(-1, 4)
    const lines = await linesOf(counts)
    expect(lines.filter(line => line.startsWith('lbbench_generator_sessions_total'))).toEqual([
      'lbbench_generator_sessions_total{phase="warmup",end="new"} 1',
      'lbbench_generator_sessions_total{phase="measured",end="lost"} 1',
      'lbbench_generator_sessions_total{phase="measured",end="failed"} 1',
    ])
    expect(lines).toContain('lbbench_generator_session_store_seconds_sum 0.003')
  })

  it('is, as lateness, from due to sent', async () => {
    const counts = new LoadCounts()
    counts.sent(10, 12)
    expect(await linesOf(counts)).toContain('lbbench_generator_lateness_seconds_sum 0.002')
  })
})
