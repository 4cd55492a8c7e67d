import type { Judgement, Results, Verdict } from '../../../results/results.js'
import { list } from '../../list.js'
import { verdictGroups } from '../../verdict-groups.js'
import { worstFirst } from '../../worst-first.js'
import { type Html, html, nothing } from '../html.js'
import { sign, type Tone } from '../sign.js'
import { signpost } from './lead.js'

/** What was demanded and whether it holds, the worst first; many that hold are folded away. Nothing where nothing was demanded. */
export function gates({ verdicts }: Pick<Results, 'verdicts'>): Html {
  if (verdicts.length === 0) return nothing
  const sorted = worstFirst(verdicts)
  const passed = sorted.filter(({ judgement }) => judgement === 'pass')
  const open = passed.length <= mostPasses ? sorted : sorted.slice(0, sorted.length - passed.length)
  const folded = sorted.slice(open.length)
  return html`<section class="gates" id="gates" aria-labelledby="gates-title">
<h2 id="gates-title">Gates: ${summary(verdicts)}</h2>
${open.length > 0 && rows(open)}
${folded.length > 0 && html`<details><summary>${folded.length} gates that hold</summary>\n${rows(folded)}</details>\n`}</section>
`
}

/** The same in a few words, in the tone of the worst; none where nothing was demanded. */
export function gatesSignpost({ verdicts }: Pick<Results, 'verdicts'>): Html[] {
  const [worst] = worstFirst(verdicts)
  return worst === undefined ? [] : [signpost(words[worst.judgement].tone, `Gates: ${summary(verdicts)}`, 'gates')]
}

/** What holds must not hide what does not. */
const mostPasses = 6

const words: Readonly<Record<Judgement, { readonly tone: Tone; readonly word: string; readonly sum: string }>> = {
  fail: { tone: 'bad', word: 'Fail', sum: 'failed' },
  invalid: { tone: 'care', word: 'Invalid', sum: 'not to be trusted' },
  inconclusive: { tone: 'open', word: 'Inconclusive', sum: 'inconclusive' },
  pass: { tone: 'good', word: 'Pass', sum: 'passed' },
}

function summary(verdicts: readonly Verdict[]): string {
  const counts = Object.entries(words).map(([judgement, { sum }]) => {
    const count = verdicts.filter(one => one.judgement === judgement && !one.told).length
    return count === 0 ? '' : `${count} ${sum}`
  })
  const told = verdicts.filter(one => one.told).length
  return list([...counts, told === 0 ? '' : `${told} told, not judged`].filter(text => text !== ''))
}

function rows(verdicts: readonly Verdict[]): Html {
  return html`<ul class="judged">
${verdictGroups(verdicts).map(({ judgement, gates, reason }) => {
  const { tone, word } = words[judgement]
  const names = gates.map((gate, k) => html`${k > 0 && ', '}<code>${gate}</code>`)
  return html`<li class="${tone}" data-judgement="${judgement}"><span class="badge">${sign(tone)} ${word}</span><div>${names}<p>${reason}</p></div></li>\n`
})}</ul>
`
}
