import type { Answers, Fault } from './answers.js'
import { laidOut, off, on } from './layout.js'
import { time } from './time.js'

/** `run:` of a first scenario. */
export function run(answers: Answers): string {
  const rows = [
    on(
      `duration: ${time(durationMs(answers))}`,
      'measured time of one run of one strategy; a p99 needs 1,000 requests in it',
    ),
    on('warmup: 500ms', 'the same traffic before it, not counted'),
    on('rounds: 3', 'how often every strategy runs; 3 is the least that has intervals, 5 to 10 are better'),
    on('seed: 1', 'the same seed makes the same requests again'),
    off('isolation: process', 'a process for each server instead of one for all. Default: shared'),
    // Nobody can make a real server slow from outside.
    ...(answers.fault === 'gray'
      ? []
      : [off('backendKind: gunicorn', 'live: Flask under gunicorn, not simulated servers ("lbbench list backends")')]),
  ]
  return `# How long, and how often. All strategies of a round get the same requests.
run:
${laidOut('  ', rows)}`
}

/** Long enough for a p99 (1,000 requests a round, and some to spare), and for a fault to be over; three candidates live in about a minute. */
export function durationMs({ ratePerSecond, backends, fault }: Answers): number {
  const enough = Math.min(30_000, Math.max(5000, 1_200_000 / ratePerSecond))
  const least: Record<Fault, number> = {
    none: 0,
    crash: 8000,
    gray: 8000,
    deploy: Math.min(30_000, Math.max(8000, backends * 1800)),
  }
  return Math.ceil(Math.max(enough, least[fault]) / 500) * 500
}

/** How long `lbbench compare` takes live: its three strategies, three rounds, and about a second to start and warm up each. */
export function liveTime(answers: Answers): string {
  const minutes = Math.round((9 * (durationMs(answers) + 1000)) / 60_000)
  return minutes <= 1 ? 'about a minute' : `about ${minutes} minutes`
}
