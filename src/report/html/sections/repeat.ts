import type { Results } from '../../../results/results.js'
import { type Html, html, nothing } from '../html.js'
import type { PageSection } from '../page.js'

/** All that it takes to do it again: the command, by what it ran, and who could not take part. */
export function repeatSection(results: Results): PageSection {
  return {
    id: 'repeat',
    title: 'Repeat it',
    parts: [...repeatParts(results), refused(results), configurations(results)],
  }
}

/** The command, and by what it was run; of any kind of run. */
export function repeatParts(run: Repeatable): Html[] {
  return [command(run), conditions(run)]
}

interface Repeatable extends Pick<Results, 'environment'> {
  readonly scenario: { readonly seed: number; readonly hash?: string }
}

function command({ environment }: Repeatable): Html {
  return html`<div class="command"><pre tabindex="0" aria-label="Command"><code id="command">${environment.command}</code></pre><button type="button" data-copy="command" hidden>Copy</button></div>
`
}

function conditions({ environment, scenario }: Repeatable): Html {
  const { lbbench, node, autocannon, os, cpu, cores, startedAt } = environment
  const all: readonly (readonly [string, string])[] = [
    ['Seed', String(scenario.seed)],
    ...(scenario.hash === undefined ? [] : [['Scenario', scenario.hash.slice(0, 16)] as const]),
    ['lbbench', lbbench],
    ['Node', node],
    ['autocannon', autocannon],
    ['System', os],
    ['Processor', `${cpu}, ${cores} cores`],
    ['Started', startedAt],
  ]
  return html`<dl class="facts">
${all.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
`
}

function refused({ refused }: Results): Html {
  if (refused.length === 0) return nothing
  return html`<h3>Not run</h3>
<ul class="prose">
${refused.map(({ candidate, reason }) => html`<li><code>${candidate}</code>: ${reason}</li>\n`)}</ul>
`
}

/** What real balancers were told, each folded away. */
function configurations({ candidates }: Results): Html {
  const told = candidates.flatMap(({ id, software }) => (software === null ? [] : [{ id, software }]))
  return html`${told.map(
    ({
      id,
      software: { name, version, configuration },
    }) => html`<details><summary>Configuration of ${id} (${name} ${version})</summary>
<pre tabindex="0"><code>${configuration}</code></pre>
</details>
`,
  )}`
}
