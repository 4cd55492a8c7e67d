import { termOf } from '../../../glossary/term-of.js'
import type { Results, Warning } from '../../../results/results.js'
import { list } from '../../list.js'
import { looksWorse } from '../../looks-worse.js'
import { warningLines } from '../../warning-lines.js'
import { withoutData } from '../../without-data.js'
import { type Html, html, nothing } from '../html.js'
import { idOfWord } from '../sections/words.js'
import { sign, type Tone } from '../sign.js'
import { type Stage, unfinished } from './alerts.js'
import { type Fact, facts } from './facts.js'
import { signpost } from './lead.js'

/** Whether to trust the numbers: what speaks against them, and the facts by which anybody can judge. */
export function trust(results: Results, stage: Stage = 'ended'): Html {
  const { warnings, candidates } = results
  if (candidates.length === 0) return nothing
  const { tone, title } = verdictOn(results, stage)
  const { invalid, cautions } = byLevel(warnings)
  const missing = missingLines(results, stage)
  return html`<section class="trust ${tone}" id="trust" aria-labelledby="trust-title" data-trust="${tone}">
<h2 id="trust-title">${sign(tone)} ${title}</h2>
${missing.length > 0 && html`<ul class="reasons" aria-label="Missing">\n${missing.map(line => html`<li>${line}</li>\n`)}</ul>\n`}${reasons('Not to be trusted', invalid)}${reasons('Read with care', cautions, invalid.length > 0)}${factList(facts(results))}</section>
`
}

/** The same in a few words; none where nothing was measured. */
export function trustSignpost(results: Results, stage: Stage = 'ended'): Html[] {
  if (results.candidates.length === 0) return []
  const { tone, title } = verdictOn(results, stage)
  const count = warningLines(results.warnings).length + missingLines(results, stage).length
  const why = count === 0 || unfinished(results, stage).length > 0 ? '' : `: ${count} reason${count === 1 ? '' : 's'}`
  return [signpost(tone, `${title}${why}`, 'trust')]
}

function verdictOn(results: Results, stage: Stage): { readonly tone: Tone; readonly title: string } {
  const { invalid, cautions } = byLevel(results.warnings)
  const [short] = unfinished(results, stage)
  if (invalid.length > 0) return { tone: 'bad', title: 'Not to be trusted' }
  if (short !== undefined) return { tone: short.tone, title: short.text }
  if (cautions.length > 0 || results.stopped.length > 0) return { tone: 'care', title: 'Read with care' }
  if (looksWorse(results).length > 0) return { tone: 'care', title: 'Too few rounds to tell all of it' }
  return { tone: 'good', title: 'Nothing speaks against these numbers' }
}

/** Rounds and candidates that were asked for and are not there. */
function missingLines(results: Results, stage: Stage): string[] {
  const gone = withoutData(results).map(({ candidate, why }) => `${candidate} (${why})`)
  const [short] = unfinished(results, stage)
  const { done, planned } = results.rounds
  return [
    ...(short === undefined
      ? []
      : [
          `${stage === 'on' ? 'The run is still on' : 'The run ended early'}: ${done} of ${planned} rounds are complete`,
        ]),
    ...(gone.length === 0 ? [] : [`No data of ${list(gone)}`]),
    ...(stage === 'ended' ? looksWorse(results) : []),
  ]
}

function byLevel(warnings: readonly Warning[]): { readonly invalid: Warning[]; readonly cautions: Warning[] } {
  const of = (wanted: Warning['level']): Warning[] => warnings.filter(({ level }) => level === wanted)
  return { invalid: of('invalid'), cautions: of('caution') }
}

/** @param heading whether there are others */
function reasons(kind: string, warnings: readonly Warning[], heading = false): Html {
  if (warnings.length === 0) return nothing
  const lines = warningLines(warnings).map(
    ({ code, about, message }) =>
      html`<li>${codeOf(code)} ${about !== undefined && html`<strong>${about}</strong>: `}${message}</li>\n`,
  )
  return html`${heading && html`<h3>${kind}</h3>\n`}<ul class="reasons" aria-label="${kind}">
${lines}</ul>
`
}

/** By which docs/troubleshooting.md and `lbbench explain` know it; it leads to what the page itself says of it. */
function codeOf(code: string): Html {
  const term = termOf(code)
  return term === undefined ? html`<code>${code}</code>` : html`<a href="#${idOfWord(term)}"><code>${code}</code></a>`
}

function factList(all: readonly Fact[]): Html {
  return html`<dl class="facts">
${all.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
`
}
