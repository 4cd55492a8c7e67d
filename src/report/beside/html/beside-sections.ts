import type { Beside, Run } from '../../../beside/beside.js'
import { formatEstimate } from '../../../results/format-metric.js'
import { nameCell, scrolling, valueCell } from '../../html/candidate-table.js'
import { type Html, html, nothing } from '../../html/html.js'
import type { PageSection } from '../../html/page.js'
import { sign, type Tone } from '../../html/sign.js'
import { besideMethod } from '../beside-method.js'
import { otherRows, type Row, testedRows } from '../beside-rows.js'
import { sideHeads } from '../compared-rounds.js'

/** The pictures of the change, and the numbers that conclusions are drawn from. */
export function changedSection(beside: Beside): PageSection {
  const rows = beside.alike === 'other' ? testedRows(beside) : []
  const parts = [{ chart: 'before-after' }, { chart: 'changes' }, table('What is tested', rows, sideHeads(beside))]
  return { id: 'changed', title: 'What changed', parts }
}

/** All else that is known of both, folded away. */
export function othersSection(beside: Beside): PageSection {
  const rows = beside.alike === 'other' ? otherRows(beside) : []
  const all = table('What is not tested', rows, sideHeads(beside))
  const folded = html`<details class="numbers"><summary>${rows.length} more, not tested</summary>
${all}</details>
`
  return { id: 'numbers', title: 'All numbers', parts: [rows.length === 0 ? nothing : folded] }
}

const tones: Readonly<Record<string, Tone>> = { better: 'good', worse: 'bad', changed: 'open' }

function table(label: string, rows: readonly Row[], heads: ReturnType<typeof sideHeads>): Html {
  if (rows.length === 0) return nothing
  const isJudged = rows.some(({ verdict }) => verdict !== '')
  const side = (row: Row, which: 'before' | 'after'): Html => {
    const { metric, [which]: estimate, open } = row.of
    const text = estimate === null ? '-' : `${open[which] > 0 ? '> ' : ''}${formatEstimate(metric, estimate)}`
    return valueCell({ text, standing: 'none' })
  }
  const line = (row: Row): Html => {
    const tone = tones[row.verdict]
    const verdict = html`<td class="standing"><span class="verdict-word">${tone !== undefined && sign(tone)}${row.verdict}</span></td>`
    return html`<tr>${nameCell(row.candidate, false)}<td class="standing">${row.metric}</td>${side(row, 'before')}${side(row, 'after')}${valueCell({ text: row.change, standing: 'none' })}${isJudged && verdict}</tr>\n`
  }
  return scrolling(
    label,
    html`<table class="sortable">
<thead><tr><th scope="col">candidate</th><th scope="col">metric</th><th scope="col">${heads.before}</th><th scope="col">${heads.after}</th><th scope="col">change</th>${isJudged && html`<th scope="col">verdict</th>`}</tr></thead>
<tbody>
${rows.map(line)}</tbody>
</table>`,
  )
}

/** How both were made, as far as it is not the same. */
export function differenceSection({ differences }: Beside): PageSection {
  const rows = differences.map(
    ({ about, what, before, after }) =>
      html`<tr>${nameCell(about === 'candidate' ? what : `${about}: ${what}`, false)}<td>${before}</td><td>${after}</td></tr>\n`,
  )
  const all = scrolling(
    'Settings and machine, before and after',
    html`<table class="differences">
<thead><tr><th scope="col">what</th><th scope="col">before</th><th scope="col">after</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`,
  )
  return { id: 'differences', title: 'What else differs', parts: [rows.length === 0 ? nothing : all] }
}

/** How it was compared, in sentences. */
export function methodSection(beside: Beside): PageSection {
  const sentences = besideMethod(beside)
  const all = html`<ul class="prose">
${sentences.map(text => html`<li>${text}</li>\n`)}</ul>
`
  return { id: 'method', title: 'How it was compared', parts: [sentences.length === 0 ? nothing : all] }
}

/** The command of each. */
export function repeatSection({ before, after }: Beside): PageSection {
  return { id: 'repeat', title: 'Repeat it', parts: [command('before', before), command('after', after)] }
}

function command(side: string, { results: { environment } }: Run): Html {
  return html`<h3>${side}</h3>
<div class="command"><pre tabindex="0" aria-label="Command of ${side}"><code id="command-${side}">${environment.command}</code></pre><button type="button" data-copy="command-${side}" hidden>Copy</button></div>
`
}
