import type { Beside, Note } from '../../../beside/beside.js'
import { type Html, html, nothing } from '../../html/html.js'
import type { Fact } from '../../html/lead/facts.js'
import type { Headline } from '../../html/lead/large-words.js'
import { lead } from '../../html/lead/lead.js'
import { sign, type Tone } from '../../html/sign.js'
import { changeClause } from '../change-words.js'
import { missingSentences } from '../missing-sentences.js'
import { overallParts } from '../overall-sentence.js'
import { pairSentence } from '../pair-sentence.js'

/** What changed, large; then candidate by candidate; then whether to trust it. */
export function besideLead(beside: Beside): Html {
  const pairs = beside.alike === 'other' ? beside.pairs.map(pair => pairSentence(pair, beside)) : []
  return html`${lead(besideHeadline(beside), [...pairs, ...missingSentences(beside)])}${trust(beside)}`
}

/** What changed in the large words, and by how much in the smaller ones. */
export function besideHeadline(beside: Beside): Headline {
  const [big = '', ...others] = overallParts(beside)
  const news = big.replace(/\.$/, '')
  // What could have been seen is for the small line; of two scenarios a change is no headline.
  const [, told = news, seen = ''] = /^(.*?) \((could have seen [^)]*)\)$/.exec(news) ?? []
  const rest = [...(seen === '' ? [] : [seen]), ...howMuch(beside), ...others]
  const isOther = !beside.sameQuestion && beside.pairs.length > 0
  return isOther
    ? { big: 'Not the same question', small: [told, ...rest].join('; ') }
    : { big: told, small: rest.join('; ') }
}

/** The first change that is shown of each of a few candidates, without its interval; and that another question was asked. */
function howMuch({ pairs, sameQuestion }: Beside): string[] {
  const shown = pairs.flatMap(({ name, changes }) => {
    const first = changes.find(({ standing }) => standing === 'better' || standing === 'worse')
    return first === undefined ? [] : [{ name, clause: changeClause(first).replace(/ \[[^\]]*\]$/, '') }]
  })
  const texts = shown.length === 1 ? [shown[0]!.clause] : shown.map(({ name, clause }) => `${name}: ${clause}`)
  return [...(sameQuestion ? [] : ['in another scenario']), ...(texts.length <= mostTold ? texts : [])]
}

/** More are in the sentences below. */
const mostTold = 3

function trust({ notes, pairs, alike, ...beside }: Beside): Html {
  if (pairs.length === 0) return nothing
  const doubts = pairs.flatMap(({ name, doubt }) => (doubt === null ? [] : [{ name, doubt }]))
  const reasons = [
    ...notes.map(({ message }) => html`<li>${message}</li>\n`),
    ...doubts.map(({ name, doubt }) => html`<li><strong>${name}</strong>: no verdict: ${doubt}</li>\n`),
  ]
  const { tone, title } = verdictOn(notes, alike === 'other' && doubts.length > 0)
  return html`<section class="trust ${tone}" id="trust" aria-labelledby="trust-title" data-trust="${tone}">
<h2 id="trust-title">${sign(tone)} ${title}</h2>
${
  reasons.length > 0 &&
  html`<ul class="reasons" aria-label="What to know">
${reasons}</ul>
`
}<dl class="facts">
${facts({ ...beside, notes, pairs, alike }).map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
</section>
`
}

/** By what anybody can judge how sure it is. */
function facts({ before, after, pairs, control, tests }: Beside): Fact[] {
  const [then, now] = [before.results.rounds.done, after.results.rounds.done]
  const paired = pairs.some(({ changes }) => changes.some(one => one.paired))
  const worlds = new Set(pairs.flatMap(pair => [pair.before.world, pair.after.world]))
  return [
    { name: 'Rounds', value: then === now ? `${now} each` : `${then} and ${now}` },
    { name: 'Requests', value: paired ? 'the same in both, round by round' : 'other ones before and after' },
    { name: 'World', value: [...worlds].map(world => (world === 'live' ? 'live' : 'virtual time')).join(' and ') },
    ...(control === null ? [] : [{ name: 'Control', value: control }]),
    { name: 'Tests, corrected together', value: String(tests) },
  ]
}

function verdictOn(notes: readonly Note[], hasDoubts: boolean): { readonly tone: Tone; readonly title: string } {
  const levels = notes.map(({ level }) => level)
  if (levels.includes('question')) return { tone: 'bad', title: 'Not the same question' }
  if (hasDoubts) return { tone: 'bad', title: 'Not all of it is to be trusted' }
  if (levels.includes('caution')) return { tone: 'care', title: 'Read with care' }
  return { tone: 'good', title: 'Nothing speaks against this comparison' }
}
