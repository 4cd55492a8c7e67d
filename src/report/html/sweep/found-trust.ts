import type { Capacity } from '../../../sweep/capacity.js'
import type { Scaling } from '../../../sweep/scaling/scaling.js'
import type { Sweep } from '../../../sweep/sweep.js'
import type { Vary } from '../../../sweep/vary/vary.js'
import { formatShare } from '../../../units.js'
import { type Html, html } from '../html.js'
import type { Fact } from '../lead/facts.js'
import { sign } from '../sign.js'

/** By what anybody can judge how sure it is, and what speaks for care. */
export interface Trust {
  readonly facts: readonly Fact[]
  readonly cautions: readonly string[]
}

/** As the page of a run has it. */
export function foundTrust({ facts, cautions }: Trust): Html {
  const tone = cautions.length === 0 ? 'good' : 'care'
  const title = cautions.length === 0 ? 'Nothing speaks against these numbers' : 'Read with care'
  const reasons = html`<ul class="reasons" aria-label="What to know">
${cautions.map(text => html`<li>${text}</li>\n`)}</ul>
`
  return html`<section class="trust ${tone}" id="trust" aria-labelledby="trust-title" data-trust="${tone}">
<h2 id="trust-title">${sign(tone)} ${title}</h2>
${cautions.length > 0 && reasons}<dl class="facts">
${facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
</section>
`
}

const virtual: Fact = { name: 'World', value: 'virtual time: exact for the model' }

const oneRound = (rounds: number): string[] =>
  rounds === 1 ? ['One round: no interval says how far it depends on its requests.'] : []

/** Of a metric along an axis. */
export function sweepTrust({ rounds, within, curves }: Sweep): Trust {
  const unsettled = curves.some(({ points }) => points.some(({ stability }) => stability === 'unsettled'))
  return {
    facts: [
      { name: 'Rounds', value: String(rounds) },
      virtual,
      { name: 'Counts as equal', value: formatShare(within) },
    ],
    cautions: [
      ...oneRound(rounds),
      ...(unsettled ? ['Some points are unsettled: too few requests (--requests).'] : []),
    ],
  }
}

/** Of a search for rates: what live runs say to it may be another thing. */
export function searchTrust({ rounds, tolerance, ...found }: Capacity | Scaling): Trust {
  const confirmations = 'confirmations' in found ? found.confirmations : []
  const live = confirmations.length === 0 ? [] : [{ name: 'Held against live', value: String(confirmations.length) }]
  const cautions = confirmations.flatMap(({ candidate, engine, agreement }) =>
    agreement === 'agrees' ? [] : [`${candidate}, live with ${engine}: ${agreement}.`],
  )
  return {
    facts: [
      { name: 'Rounds', value: String(rounds) },
      virtual,
      { name: 'Tolerance of the search', value: formatShare(tolerance) },
      ...live,
    ],
    cautions: [...oneRound(rounds), ...cautions],
  }
}

/** Of settings against each other. */
export function varyTrust({ rounds, points }: Vary): Trust {
  const open = points.some(({ incidents }) => incidents?.some(({ atLeast }) => Object.values(atLeast).some(Boolean)))
  return {
    facts: [{ name: 'Rounds', value: String(rounds) }, virtual, { name: 'Settings', value: String(points.length) }],
    cautions: [
      ...oneRound(rounds),
      ...(open ? ['Of some incidents some rounds did not see the end: their times are at least so much.'] : []),
    ],
  }
}
