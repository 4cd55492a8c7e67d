import type { Answers, Fault } from './answers.js'
import { backends } from './backends-section.js'
import { balancerSection } from './balancer-section.js'
import { faults } from './faults-section.js'
import { laidOut, off } from './layout.js'
import { liveTime, run } from './run-section.js'
import { traffic } from './traffic-section.js'

/**
 * A whole first scenario, explained line by line.
 * @param file as it is called on the command line
 * @param schema for editors, as their line wants it
 */
export function scenarioText(answers: Answers, { file, schema }: { file: string; schema: string }): string {
  return `# yaml-language-server: $schema=${schema}
#
# Your servers, their traffic, what goes wrong. Change the lines marked "<--" first; then:
#   lbbench check ${file}                      is it right, and what does it say?
#   lbbench compare ${file} --engine virtual   simulated, in seconds
#   lbbench compare ${file}                    live, with real HTTP on this machine, ${liveTime(answers)}
# Which strategies are compared is said there: --strategies rr,lc,p2c ("lbbench list strategies" has all).
#
# A line that begins with "# key:" is off: take the "# " away, and it counts. Where it says "instead of", take that other line out.
# Units: times 300us, 20ms, 1.5s, 2m; rates 200/s, 2k/s; shares 60%; factors 10x. Every key there is: docs/scenario.md
# of lbbench; "lbbench explain scenario" says where that is on your disk, and the other pages with it.
name: ${nameOf(file)}
description: ${descriptions[answers.fault]}

${[backends(answers), traffic(answers), balancerSection, faults(answers), run(answers), gates].join('\n\n')}
`
}

/** "my fleet.yaml" is called "my-fleet" in reports. */
function nameOf(file: string): string {
  const name = file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '')
  return plain === '' || plain === 'lbbench' ? 'my-fleet' : plain
}

/** Without a number that a flag may change: `--rate` leaves the description as it is. */
const descriptions: Readonly<Record<Fault, string>> = {
  none: 'Equal servers.',
  crash: 'Equal servers; one of them dies and returns.',
  gray: 'Equal servers; one of them answers ten times slower for a while.',
  deploy: 'Equal servers; they are restarted one after the other.',
}

const gates = `# What must hold; where it does not, the exit status is 1, for CI: docs/gates.md.
${laidOut('', [
  off("gates: ['errorRate < 1%', 'p99 <= 250ms']", 'of every strategy'),
  off("gates: ['lc.p99 <= 0.9 * rr.p99']", 'of one in relation to another'),
])}
# Servers that come and go with the load ("scaling:"): docs/autoscaling.md.`
