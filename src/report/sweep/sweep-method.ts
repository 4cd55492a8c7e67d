import { metricInfo } from '../../results/metric-info.js'
import type { Setting, Sweep } from '../../sweep/sweep.js'
import { formatMs, formatRate, formatShare } from '../../units.js'
import { thousands } from './thousands.js'

/** How it was found, in sentences. */
export function sweepMethod(sweep: Sweep): string[] {
  const { scenario, settings, rounds, metric, axis } = sweep
  const many = `${rounds} round${rounds === 1 ? '' : 's'}`
  const range = rounds === 1 ? '; one round, so no interval' : '; [low, high] is a 95 % interval over rounds'
  const slow = axis.kind === 'slow-factor' ? ['The last backend is the slow one.'] : []
  return [
    `Scenario ${scenario.name}, seed ${scenario.seed}: ${trafficText(settings)}. Virtual time: exact for the model, no noise of a machine.`,
    `${many} at every point, with the same seeds at all points and for all candidates; ${requestText(settings)}.`,
    ...slow,
    `${metricInfo[metric].name} in ms, the geometric mean of the rounds${range}.${absences(sweep)}`,
  ]
}

/** Why a point may have no latency, in the words of the table; those that some point needs. */
function absences({ curves }: Sweep): string {
  const met = new Set(curves.flatMap(({ points }) => points.map(({ stability }) => stability)))
  const unstable = ' Unstable: at least one backend is sent as much work as it can do, or more.'
  const unsettled = ' Unsettled: too few requests to forget how the run began.'
  return (met.has('unstable') ? unstable : '') + (met.has('unsettled') ? unsettled : '')
}

function trafficText(settings: readonly Setting[]): string {
  const [first, last] = [settings[0]!, settings.at(-1)!]
  const backends = span([first, last].map(({ backends }) => String(backends)))
  const rates = [first, last].map(({ ratePerSecond }) =>
    ratePerSecond === null ? 'closed loop' : formatRate(ratePerSecond),
  )
  const loads = [first, last].map(({ load }) => (load === null ? '' : `, ${formatShare(load)} of what they can serve`))
  return `${backends} backends, ${span(rates)}${loads[0] === loads[1] ? loads[0] : ''}`
}

function requestText(settings: readonly Setting[]): string {
  const [first, last] = [settings[0]!, settings.at(-1)!]
  const requests = settings.map(({ requests }) => requests)
  const times = [first, last].map(
    ({ durationMs, warmupMs }) => `${formatMs(durationMs)} after ${formatMs(warmupMs)} of warm-up`,
  )
  const isEqual = new Set(times).size === 1
  const amount = span(
    [Math.min(...requests), Math.max(...requests)].map(count => thousands(Number(count.toPrecision(3)))),
  )
  return `about ${amount} requests each${isEqual ? `, ${times[0]}` : ', after a fifth as many of warm-up'}`
}

const span = (texts: readonly string[]): string => (texts[0] === texts[1] ? texts[0]! : `${texts[0]} to ${texts[1]}`)
