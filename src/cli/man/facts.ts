import { exitStatus } from '../../errors.js'

/** What each exit status says, best first. */
export const exitStatuses: readonly (readonly [number, string])[] = [
  [exitStatus.ok, 'It was done, and all gates hold.'],
  [
    exitStatus.gateFailed,
    'A gate failed, or what was asked does not hold: lbbench test found a fault, diff a difference, validate a figure that disagrees.',
  ],
  [exitStatus.usage, 'The command line, the scenario or another file that was given is wrong.'],
  [
    exitStatus.cannotMeasure,
    'It could not be measured or printed, or a candidate was stopped; what was measured is kept.',
  ],
  [exitStatus.notTrusted, 'Measured, but the gates cannot be judged on it: too noisy, or the harness got in the way.'],
  [exitStatus.interrupted, 'Interrupted; what was measured so far is kept.'],
  [
    exitStatus.pipeClosed,
    'Who read the output went away (a closed pipe, such as | head): it stopped, and says nothing of gates.',
  ],
]

/** Variables that are read, and what for. */
export const environment: readonly (readonly [readonly string[], string])[] = [
  [['NO_COLOR'], 'If it is not empty, nothing is coloured. A pipe gets no colour in any case.'],
  [['COLUMNS'], 'How wide the terminal is. Without it the terminal is asked; a pipe gets 120.'],
  [
    ['LC_ALL', 'LC_CTYPE', 'LANG'],
    'The first that is set says which characters there are: where it names no UTF-8, charts are drawn in ASCII.',
  ],
  [
    ['TERM'],
    'Where it is dumb, nothing is coloured and nothing is drawn in place; where it is linux, charts are drawn in ASCII.',
  ],
  [
    ['CI', 'DISPLAY', 'WAYLAND_DISPLAY'],
    'With CI, or without a display, lbbench demo opens no browser and prints the path of its report alone.',
  ],
  [
    ['GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY'],
    'On GitHub Actions verdicts become annotations, and the report is added to the summary of the step; --no-github leaves it.',
  ],
  [
    ['PATH'],
    'Where programs that are not part of lbbench are looked for: nginx, haproxy, gunicorn, redis-server, git and others.',
  ],
  [['TMPDIR'], 'Where engines and backends keep configuration and logs during a run; /tmp without it.'],
  [
    [
      'LBBENCH_SESSION_STORE',
      'LBBENCH_SESSION_TTL',
      'LBBENCH_SESSION_SECRET',
      'LBBENCH_REDIS_URL',
      'LBBENCH_REDIS_PREFIX',
    ],
    'Where lbbench backend keeps sessions: memory, redis or signed-cookie; how many seconds; what signs cookies; which Redis, and what its keys begin with.',
  ],
]

/** What is written and read by default. */
export const files: readonly (readonly [string, string])[] = [
  ['lbbench.yaml', 'A scenario of your own, as lbbench init writes it.'],
  ['reports/<time>-<scenario>/', 'What a run leaves, unless --out names another folder: the files below.'],
]

/** What is in the folder of a run. */
export const runFiles: typeof files = [
  ['results.json', 'All results; lbbench report, gate and trend read it. Written anew after each trial.'],
  ['report.html', 'The report as a page with charts: one file that fetches nothing.'],
  ['report.md', 'The report in Markdown, for a pull request.'],
  ['ranking.svg, spectrum.svg, timeline.svg', 'The pictures that report.md shows.'],
  ['results.csv', 'A row a candidate and metric.'],
  ['requests.csv', 'A row a request of live trials; in virtual time with --records.'],
]
