import type { Results, Warning } from '../../../results/results.js'
import { warningLines } from '../../warning-lines.js'
import { type Html, html, nothing } from '../html.js'
import { sign, type Tone } from '../sign.js'
import { type Fact, facts } from './facts.js'

/** Whether to trust the numbers: what speaks against them, and the facts by which anybody can judge. */
export function trust(results: Results): Html {
  const { warnings, candidates } = results
  if (candidates.length === 0) return nothing
  const [invalid, cautions] = (['invalid', 'caution'] as const).map(level =>
    warnings.filter(one => one.level === level),
  )
  const { tone, title } = verdictOn(invalid!, cautions!)
  return html`<section class="trust ${tone}" id="trust" aria-labelledby="trust-title" data-trust="${tone}">
<h2 id="trust-title">${sign(tone)} ${title}</h2>
${reasons('Not to be trusted', invalid!)}${reasons('Read with care', cautions!, invalid!.length > 0)}${factList(facts(results))}</section>
`
}

function verdictOn(invalid: readonly Warning[], cautions: readonly Warning[]): { tone: Tone; title: string } {
  if (invalid.length > 0) return { tone: 'bad', title: 'Not to be trusted' }
  if (cautions.length > 0) return { tone: 'care', title: 'Read with care' }
  return { tone: 'good', title: 'Nothing speaks against these numbers' }
}

/** @param heading whether there are others */
function reasons(kind: string, warnings: readonly Warning[], heading = false): Html {
  if (warnings.length === 0) return nothing
  const lines = warningLines(warnings).map(
    ({ about, message }) => html`<li>${about !== undefined && html`<strong>${about}</strong>: `}${message}</li>\n`,
  )
  return html`${heading && html`<h3>${kind}</h3>\n`}<ul class="reasons" aria-label="${kind}">
${lines}</ul>
`
}

function factList(all: readonly Fact[]): Html {
  return html`<dl class="facts">
${all.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
`
}
