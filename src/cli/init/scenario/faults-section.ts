import type { Answers, Fault } from './answers.js'
import { instead, laidOut, off, on } from './layout.js'
import { durationMs } from './run-section.js'
import { time } from './time.js'

/** `faults:` and `objective:` of a first scenario. */
export function faults(answers: Answers): string {
  const { fault } = answers
  const known = knownFaults(answers)
  const others = [...Object.entries(known).flatMap(([name, what]) => (name === fault ? [] : [what])), surge]
  const rows =
    fault === 'none'
      ? others.map(([yaml, says]) => off(`faults: ${yaml}`, says))
      : [
          on(`faults: ${known[fault][0]}`, known[fault][1]),
          ...others.map(([yaml, says]) => instead('faults', `faults: ${yaml}`, says)),
        ]
  const objective = `objective: ${time(Math.max(100, answers.latencyMs * 12))}`
  const says = 'a good answer that takes longer hurts its client, too. Default: the timeout'
  return `# What goes wrong, and when, in shares of the run or in seconds (from: 2s). Reports and gates speak of it by its name: docs/drills.md.
${laidOut('', [...rows, fault === 'none' ? off(objective, says) : on(objective, says)])}`
}

/** YAML, and what it means. */
type Told = readonly [yaml: string, says: string]

const surge: Told = ['[{ name: surge, from: 40%, to: 60%, surge: 2x }]', 'twice the requests for a while']

function knownFaults(answers: Answers): Record<Exclude<Fault, 'none'>, Told> {
  const last = `b${answers.backends}`
  return {
    crash: [`[{ name: crash, backends: ${last}, from: 25%, to: 60%, do: crash }]`, 'a server dies, and is back later'],
    gray: [
      `[{ name: gray, backends: ${last}, from: 25%, to: 60%, slow: 10x }]`,
      'it is ten times slower, and passes every check',
    ],
    deploy: [
      `[{ name: deploy, backends: all, from: 20%, to: 80%, deploy: ${deployOf(answers)} }]`,
      'each in turn is drained and restarted',
    ],
  }
}

/** Each server has its turn in 60 % of the run, with a tenth of it to spare; no longer than a real one takes. */
function deployOf(answers: Answers): string {
  const turnMs = Math.min(1000, (0.9 * 0.6 * durationMs(answers)) / answers.backends)
  const part = (share: number): string => time(round(turnMs * share))
  return `{ drain: ${part(0.5)}, down: ${part(0.3)}, wait: ${part(0.2)} }`
}

/** As somebody would write it: to 50 ms, of short ones to 5 ms. */
function round(ms: number): number {
  const step = ms >= 100 ? 50 : 5
  return ms < 10 ? ms : Math.round(ms / step) * step
}
