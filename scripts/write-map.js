// Writes docs/map.md: the picture of the house, then one line a file, taken from the first sentence of its first doc comment.
// Run it with `npm run map`; `test/docs/map.test.ts` fails where the file is out of step.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const rooms = {
  '': 'Named by everyone: errors, units, nearest name, public API.',
  cli: 'The only room with a terminal: the command line, one file a command, and the spine of `compare`.',
  bench: 'The plan of a run, the Engine interface, the record of a trial.',
  virtual: 'World two: virtual time. The same strategies, balancer, workload and backends; a clock that jumps.',
  live: 'World one: real processes, real sockets, real HTTP.',
  'live/programs': 'Child processes that answer calls and never outlive us.',
  'live/engines': 'What can stand between generator and backends; one trial from start to end.',
  'live/backends': 'Simulated Flask-like backends: the wire and precise timers around `model/`.',
  'live/dashboard': 'A page on loopback that follows a run, by server-sent events.',
  'live/metrics': 'What programs count while somebody watches, as Prometheus has it; the port that joins it all.',
  'live/sessions': 'Where backends keep the sessions of their clients: memory, signed cookies, Redis.',
  'live/load': 'autocannon as transport: schedule, clock, repairs, taxonomy of errors.',
  'live/wire': 'HTTP/1.1 framing on node:net; on it the data plane of the balancer and the server of the backends.',
  balancer: 'The pool, its tiers, and what is put around a strategy; knows no socket and no clock.',
  'balancer/health': 'Who may be chosen: passive health, checks, ejection, panic, slow start, what the operator does.',
  'balancer/requests': 'A request on its way: where it goes, waits, is tried again or hedged.',
  'balancer/sessions': 'Who comes back to the same backend.',
  'balancer/route': 'Where would my clients go? Picks without traffic, by lists and scripts.',
  strategies: 'How to choose a backend: what a strategy is, the list of all, their options.',
  'strategies/rotation': 'Each in its turn; a file a strategy, and the turns they share.',
  'strategies/random': 'By chance; the draws others share.',
  'strategies/load': 'By requests in flight.',
  'strategies/latency': 'By what answers and probes tell of time.',
  'strategies/cloud': 'Emulations of what cloud providers document, with the settings they bring along.',
  'strategies/hash': 'By who asks, or for what; rings, maps and tables, and the hashes under them.',
  contract:
    'What every strategy must do, played as a balancer would: checks, histories, and the smallest that shows a fault.',
  own: "Users' own strategies: loading them, watching them, naming what they do wrong.",
  'strategies/nested': 'Strategies over other strategies.',
  model: 'The physics, clock-free: chance, distributions, arrivals, clients, worker queue, faults.',
  'model/distributions': 'One file a family of service times.',
  autoscale: 'When a fleet grows and shrinks: policies, who boots and who drains, what it came to.',
  'autoscale/policies': 'One file a policy, each with its source.',
  scenario: 'YAML to a complete scenario; faults as file:line:col.',
  'scenario/balancer': '`balancer:`, a file a part.',
  stats: 'Pure functions over numbers.',
  drill: 'What a trial looked like over time, and what each incident did to it.',
  results: 'Trials to results; the guard of the measurement; the files of a run.',
  baseline:
    'Runs that later ones are held against: their file, the machine they were made on, what was decided in them.',
  gate: 'Gate expressions and verdicts.',
  history: 'Runs over weeks: the file that keeps them, series that may be compared, and when they changed.',
  calibration: 'One candidate against itself: the noise of a machine, and what gates can tell in it.',
  sweep: 'What a sweep or a search for capacity looks at, and what it concludes: stability, crossovers, bisection.',
  glossary: 'The words of reports, explained once: for `lbbench explain`, docs/glossary.md and the HTML report.',
  beside: 'Two results side by side: who is held against whom, what differs, what changed, what is concluded.',
  report: 'Results to text.',
  'report/html': 'Results to a page of HTML: markup, and charts as data that the page draws.',
  page: "What runs in the reader's browser: bundled into dist/page, put into every page.",
  'page/charts': 'One file a kind of chart: data to SVG, by Observable Plot.',
  theory: 'Queueing theory: closed forms and exact chains, each with its source.',
  validation: 'Virtual time held against theory, point by point.',
  trace: 'Decision traces: their text, and where two of them part.',
}

const picture = `\`\`\`
argv -> scenario + candidates -> workload + plan -> trial, trial, ... -> results -> verdicts -> text, files -> exit status
        scenario/  bench/        model/   bench/    live/, virtual/      results/  gate/       report/        cli/

one virtual trial, a thread: workload -> virtual/trial-run -> balancer + strategy -> fleet -> tally    no socket, no clock
                             model/      (time jumps)         balancer/ strategies/  model/   bench/   the same code as below

one live trial, four processes:
                             generator  --HTTP-->  balancer  --HTTP-->  backends
                             live/load             live/wire            live/backends
                             (autocannon)          + balancer/          + live/wire
                                                   + strategies/        + model/
                             each started, asked and stopped by the orchestrator (cli/, live/programs), which is idle meanwhile
\`\`\`

Imports go one way: \`bin -> cli -> {report, sweep, history, validation, trace, gate, results, live, virtual, bench, scenario}\`;
\`report -> {sweep, history, gate} -> results -> drill -> stats\`; \`results, virtual, live -> autoscale -> model\`; \`validation -> {theory, virtual}\`; \`virtual -> trace\`;
\`live, virtual -> bench, balancer, stats, model\`, never each other; \`own, balancer -> strategies -> model\`; \`live, virtual -> own\`. \`stats\`, \`model\`, \`theory\` import no other room. Pure rooms take
time and chance as parameters. \`test/house.test.ts\` holds the house to this.`

/** The whole text of docs/map.md. */
export function mapText() {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.d.ts'),
  )
  const roomOf = name => (dirname(name) === '.' ? '' : dirname(name))
  const sections = Object.entries(rooms).flatMap(([room, purpose]) => {
    const members = files.filter(
      name => roomOf(name) === room || (!(roomOf(name) in rooms) && parentRoom(roomOf(name)) === room),
    )
    if (members.length === 0) return []
    const lines = members
      .sort()
      .map(name => `- \`${name.slice(room === '' ? 0 : room.length + 1)}\`: ${purposeOf(name)}`)
    return [`## src/${room}${room === '' ? '' : '/'}\n\n${purpose}\n\n${lines.join('\n')}`]
  })
  return `# The house\n\n${picture}\n\n${sections.join('\n\n')}\n\n${others}\n`
}

function parentRoom(room) {
  for (let at = dirname(room); at !== '.'; at = dirname(at)) if (at in rooms) return at
  return ''
}

const others = `## Beside src/

- \`bin/lbbench.js\`: three lines that start \`cli/run.ts\`.
- \`scenarios/\`: shipped scenarios and their JSON Schema (\`npm run schema\`).
- \`backends/\`: real applications as backends, a folder each.
- \`reports/\`: where runs write; \`golden/\` is a committed example.
- \`test/\`: mirrors \`src/\`; \`process/\`, \`cli/\`, \`docs/\`, \`package/\` run the compiled programs, \`browser/\` opens their pages in Chromium; the others need only the sources.
- \`bench/\`: speed and fidelity, never in tests.
- \`docs/\`: reference; \`scripts/\`: verify, generated files, Debian packages.`

/** What a file is for: the first sentence about what it is named after, else about its first documented export, else its first. */
function purposeOf(name) {
  const text = readFileSync(join(root, 'src', name), 'utf8')
  const summary = /^ {2}summary: '(.*)',$/m.exec(text)?.[1]
  const documented = [
    ...text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:async )?(?:function\*?|class|const|interface|type) (\w+)/g,
    ),
  ]
  const namesake = documented.find(match => kebab(match[2]) === basename(name, '.ts'))
  const comment = summary ?? (namesake ?? documented[0])?.[1] ?? /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? ''
  const prose = comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return (/^.*?\.(?=\s|$)/.exec(prose)?.[0] ?? prose).replace(/ ?@.*$/, '')
}

function kebab(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'docs', 'map.md'), mapText())
