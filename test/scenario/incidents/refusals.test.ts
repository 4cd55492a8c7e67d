import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type ReadOptions, readScenario } from '../../../src/scenario/reader.js'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lbbench-faults-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

/** What is wrong with a scenario, without the name of its file. */
function refusalOf(text: string, options: Partial<ReadOptions> = {}): string {
  writeFileSync(join(cwd, 'my.yaml'), text)
  try {
    readScenario('my.yaml', { shippedDir: 'scenarios', cwd, ...options })
  } catch (error) {
    return (error as Error).message.replaceAll('my.yaml:', '')
  }
  return ''
}

/** Four backends b1 to b4 and a run of 10 s; each fault is a line from line 4 on, its entry begins in column 5. */
function withFaults(faults: readonly string[], { traffic = 'rate: 10', backends = '' } = {}): string {
  return [
    `backends: { count: 4, latency: 20ms${backends} }`,
    `traffic: { ${traffic} }`,
    'faults:',
    ...faults.map(fault => `  - ${fault}`),
    'run: { duration: 10s }',
  ].join('\n')
}

describe('one fault that makes no sense', () => {
  test.each([
    // Times
    [
      '{ backends: b4, from: 12s, do: crash }',
      '4:27: found "12s", expected a time before the end of the run, which lasts 10s',
    ],
    [
      '{ backends: b4, at: 100%, do: join }',
      '4:25: found "100%", expected a time before the end of the run, which lasts 10s',
    ],
    [
      '{ backends: b4, from: 2s, to: 11s, do: freeze }',
      '4:35: found "11s", expected a time up to the end of the run, which lasts 10s; without "to" it is never over',
    ],
    ['{ backends: b4, from: 2s, to: 2s, slow: 5x }', '4:35: found "2s", expected a time after "from"'],
    ['{ from: 60%, to: 40%, surge: 3x }', '4:22: found "40%", expected a time after "from"'],
    [
      '{ backends: b4, from: 2s, to: 3s, errors: 30%, ramp: 2s }',
      '4:58: found "2s", expected at most 1s, as long as the errors last',
    ],
    ['{ backends: b4, from: 2, do: crash }', '4:27: found 2, expected a duration with its unit such as 2ms or 2s'],
    ['{ backends: b4, from: 0s, flap: { up: 100us, down: 100us } }', '4:37: goes down more than 10000 times'],
    [
      '{ backends: b4, from: 0s, flap: { up: 1s } }',
      '4:37: missing key "down"; expected a duration such as 20ms, 1.5s or 2m',
    ],
    // Whom
    ['{ backends: b44, from: 2s, do: crash }', '4:17: there is no backend "b44"; did you mean "b4"?'],
    ['{ backends: [b1, web], from: 2s, do: crash }', '4:22: there is no backend "web"; there are b1, b2, b3, b4'],
    ['{ backends: 0%, from: 2s, do: crash }', '4:17: found "0%", expected a share above 0%, for this befalls nobody'],
    [
      '{ backends: [], from: 2s, do: crash }',
      '4:17: found an empty list, expected a backend such as b4, a list of them, a share such as 50%, or all',
    ],
    [
      '{ backends: 4, from: 2s, do: crash }',
      '4:17: found 4, expected a backend such as b4, a list of them, a share such as 50%, or all',
    ],
    // What belongs together
    [
      '{ backends: b4, from: 2s }',
      '4:5: found a map, expected one of "do", "slow", "errors", "flap", "deploy", "surge" or "hot"',
    ],
    ['{ backends: b4, from: 2s, do: crash, slow: 5x }', '4:42: "do" and "slow" are two faults; write an entry each'],
    [
      '{ from: 2s, do: crash }',
      '4:5: missing key "backends"; expected whom it befalls, such as b4, [b1, b2], 50% or all',
    ],
    [
      '{ backends: b4, at: 2s, do: crash }',
      '4:5: missing key "from"; expected when it begins, such as 2s or 25%\n4:21: "at" does not belong to a crash, which takes "backends", "from", "to"',
    ],
    [
      '{ backends: b4, from: 2s, at: 2s, do: join }',
      '4:21: "from" does not belong to a join, which takes "backends", "at"',
    ],
    ['{ backends: b4, do: join }', '4:5: missing key "at"; expected when it joins, such as 2s or 25%'],
    ['{ backends: b4, from: 2s, surge: 3x }', '4:7: "backends" does not belong to a surge, which takes "from", "to"'],
    [
      '{ backends: b4, from: 2s, slow: 3x, status: 503 }',
      '4:41: "status" does not belong to a slow stretch, which takes "backends", "from", "to"',
    ],
    [
      '{ backends: b4, from: 2s, do: crsh }',
      '4:35: found "crsh", expected crash or freeze or join; did you mean "crash"?',
    ],
    ['{ backends: b4, from: 2s, do: crash, nam: x }', '4:42: unknown key "nam"; did you mean "name"?'],
    [
      '{ name: 2nd, backends: b4, from: 2s, do: crash }',
      '4:13: found "2nd", expected a name of letters, digits, "_" and "-" that begins with a letter',
    ],
    [
      `{ name: ${'c'.repeat(33)}, backends: b4, from: 2s, do: crash }`,
      `4:13: found "${'c'.repeat(33)}", expected a name of at most 32 characters`,
    ],
    ...['all', 'any', 'baseline', 'scaling'].map(name => [
      `{ name: ${name}, backends: b4, from: 2s, do: crash }`,
      `4:13: found "${name}", expected another name, for "${name}" is taken by gates`,
    ]),
    // What changes nothing, or the reverse
    ['{ from: 2s, surge: 1x }', '4:24: found "1x", expected a factor above 1x'],
    ['{ from: 2s, surge: 0.5x }', '4:24: found "0.5x", expected a factor above 1x'],
    ['{ backends: b4, from: 2s, slow: 1x }', '4:37: found "1x", expected a factor above 1x'],
    ['{ backends: b4, from: 2s, slow: 0.5x }', '4:37: found "0.5x", expected a factor above 1x'],
    [
      '{ backends: b4, from: 1s, to: 2s, flap: { up: 5s, down: 1s } }',
      '4:61: found "1s", expected less than 1s, as long as it flaps: it goes down first, and never comes up; write "do: crash"',
    ],
    ['{ from: 2s, surge: 3 }', '4:24: found 3, expected a factor such as 3x'],
    ['{ from: 2s, hot: 0% }', '4:22: found "0%", expected a share above 0%'],
    [
      '{ backends: all, from: 10%, to: 30%, deploy: { drain: 300ms, down: 200ms, wait: 1ms } }',
      '4:42: 4 turns of 501ms do not fit into 2s; give it more time, or each backend less',
    ],
  ])('%s', (fault, message) => {
    expect(refusalOf(withFaults([fault]))).toBe(message)
  })

  it('may have a name of 32 letters, and one that only begins as those of gates do', () => {
    const fault = (name: string): string => `{ name: ${name}, backends: b4, from: 2s, do: crash }`
    expect(refusalOf(withFaults([fault('c'.repeat(32))]))).toBe('')
    expect(refusalOf(withFaults([fault('scaling-2')]))).toBe('')
  })

  it('flaps where it comes up before the end', () => {
    expect(refusalOf(withFaults(['{ backends: b4, from: 1s, to: 2s, flap: { up: 5s, down: 999ms } }']))).toBe('')
  })

  it('is a list', () => {
    expect(refusalOf('backends: { latency: 1ms }\ntraffic: { rate: 1 }\nfaults: { do: crash }')).toBe(
      '3:9: found a map, expected a list of faults such as - { backends: b4, from: 25%, to: 60%, do: crash }',
    )
  })

  it('does not make more requests fail than there are', () => {
    const text = withFaults(['{ backends: b4, from: 2s, errors: 60% }'], {
      backends: ', failures: { errors: 20%, hangs: 21% }',
    })
    expect(refusalOf(text)).toBe('4:39: with its own failures b4 would fail more than 100% of its requests')
  })
})

describe('two that contradict each other', () => {
  const join = '{ backends: b4, at: 3s, do: join }'
  test.each([
    [
      '{ backends: b4, from: 1s, to: 4s, do: crash }',
      '{ backends: b4, from: 3s, do: freeze }',
      '5:27: this overlaps a crash of b4 from 1s to 4s; let one end before the other begins',
    ],
    // Whoever begins later is to blame, wherever it stands.
    [
      '{ backends: b4, from: 3s, do: freeze }',
      '{ backends: b4, from: 1s, to: 4s, do: crash }',
      '4:27: this overlaps a crash of b4 from 1s to 4s; let one end before the other begins',
    ],
    [
      '{ backends: b4, from: 1s, do: crash }',
      '{ backends: b4, from: 9s, do: crash }',
      '5:27: this overlaps a crash of b4 from 1s to 10s; let one end before the other begins',
    ],
    [
      '{ backends: b4, from: 1s, do: crash }',
      '{ backends: [b3, b4], from: 2s, flap: { up: 1s, down: 1s } }',
      '5:33: this overlaps a crash of b4 from 1s to 10s; let one end before the other begins',
    ],
    [
      '{ backends: all, from: 1s, slow: 2x }',
      '{ backends: 50%, from: 2s, slow: 3x }',
      '5:28: this overlaps a slow stretch of b3 from 1s to 10s; let one end before the other begins',
    ],
    [
      '{ backends: b1, from: 1s, to: 3s, errors: 2% }',
      '{ backends: b1, from: 2s, errors: 3% }',
      '5:27: this overlaps errors of b1 from 1s to 3s; let one end before the other begins',
    ],
    [
      join,
      '{ backends: b4, from: 2s, to: 5s, do: crash }',
      '5:27: b4 does not run before it joins at 3s; let nothing befall it until then',
    ],
    [
      join,
      '{ backends: b4, from: 2s, to: 5s, slow: 2x }',
      '5:27: b4 does not run before it joins at 3s; let nothing befall it until then',
    ],
    [
      join,
      '{ backends: b4, at: 5s, do: join }',
      '5:25: b4 does not run before it joins at 3s; let nothing befall it until then',
    ],
    [
      '{ backends: all, from: 0s, to: 8s, deploy: { drain: 1s, down: 500ms, wait: 500ms } }',
      '{ backends: b2, from: 3s, to: 4s, do: freeze }',
      '5:27: this overlaps a deploy of b2 from 2s to 4s; let one end before the other begins',
    ],
    [
      '{ from: 1s, to: 5s, surge: 2x }',
      '{ from: 4s, surge: 2x }',
      '5:13: this overlaps a surge from 1s to 5s; let one end before the other begins',
    ],
    [
      '{ from: 1s, hot: 2% }',
      '{ from: 4s, hot: 3% }',
      '5:13: this overlaps a hot client from 1s to 10s; let one end before the other begins',
    ],
    [
      '{ name: dead, backends: b1, from: 1s, do: crash }',
      '{ name: dead, backends: b2, from: 1s, do: crash }',
      '5:13: the name "dead" is taken already',
    ],
  ])('%s and %s', (first, second, message) => {
    expect(refusalOf(withFaults([first, second]))).toBe(message)
  })

  it.each([
    ['{ backends: b4, from: 1s, to: 3s, do: crash }', '{ backends: b4, from: 3s, do: freeze }'],
    ['{ backends: b4, from: 1s, to: 3s, do: crash }', '{ backends: [b1, b2], from: 2s, do: freeze }'],
    ['{ backends: b4, from: 1s, slow: 3x }', '{ backends: b4, from: 2s, errors: 20% }'],
    ['{ backends: b4, from: 1s, slow: 3x }', '{ backends: b4, from: 2s, do: crash }'],
    ['{ backends: b4, at: 3s, do: join }', '{ backends: b4, from: 3s, do: crash }'],
    ['{ from: 1s, to: 3s, surge: 3x }', '{ from: 3s, surge: 2x }'],
    ['{ from: 1s, surge: 3x }', '{ from: 3s, hot: 20% }'],
    ['{ backends: all, from: 1s, to: 2s, do: crash }', '{ backends: all, from: 2s, deploy: { down: 100ms } }'],
  ])('but %s and %s do not', (first, second) => {
    expect(refusalOf(withFaults([first, second]))).toBe('')
  })

  it('one of them in the list of the backend itself: the other is to blame', () => {
    const own = ', faults: [{ at: 5s, do: crash }]'
    expect(refusalOf(withFaults(['{ backends: b2, from: 2s, to: 6s, do: freeze }'], { backends: own }))).toBe(
      '4:27: this overlaps a crash of b2 from 5s to 10s; let one end before the other begins',
    )
  })
})

describe('what does not go with the rest of the scenario', () => {
  const surge = '{ from: 1s, to: 2s, surge: 2x }'
  test.each([
    [surge, 'connections: 5', '4:25: a surge needs an open loop; give "rate" or "load" instead of "connections"'],
    [
      '{ from: 1s, hot: 20% }',
      'connections: 5',
      '4:17: a hot client needs an open loop; give "rate" or "load" instead of "connections"',
    ],
    [
      surge,
      'rate: 5, arrivals: { burst: { every: 1s, for: 200ms, factor: 3x } }',
      '4:25: a surge multiplies a rate that has no bursts of its own; write "arrivals: poisson"',
    ],
  ])('%s with %s', (fault, traffic, message) => {
    expect(refusalOf(withFaults([fault], { traffic }))).toBe(message)
  })

  it('a surge of a trace', () => {
    writeFileSync(join(cwd, 'due.txt'), '0\n1000\n')
    expect(refusalOf(withFaults([surge], { traffic: 'arrivals: { trace: due.txt }' }))).toBe(
      '4:25: a surge multiplies a rate, and a trace says itself when requests come; write it into the trace',
    )
  })

  const changing = (fault: string, change: string): string =>
    `${withFaults([fault])}\nbalancer: { changes: [{ at: 4s, backend: b4, ${change} }] }`

  it.each(['{ backends: [b3, b4], at: 2s, do: join }', '{ backends: [b3, b4], from: 2s, deploy: { down: 1s } }'])(
    'a backend that the operator moves as well: %s',
    fault => {
      const message = '4:17: "changes" of the balancer move b4 as well; keep one of them'
      expect(refusalOf(changing(fault, 'do: leave'))).toBe(message)
      expect(refusalOf(changing(fault, 'weight: 3'))).toBe('')
    },
  )

  it('a fault that a shorter run no longer has', () => {
    const text = withFaults(['{ backends: b4, from: 2s, to: 6s, do: crash }'])
    expect(refusalOf(text, { overrides: { duration: '5s' } })).toBe(
      '4:35: found "6s", expected a time up to the end of the run, which lasts 5s; without "to" it is never over',
    )
  })

  it('an objective that is no time', () => {
    expect(refusalOf(`${withFaults([])}\nobjective: 250`)).toMatch(/5:12: found 250, expected a duration with its unit/)
  })
})
