import { formatNumber } from '../../../results/format-metric.js'
import { formatMs, formatRate } from '../../../units.js'
import type { Axis } from '../chart/axis.js'
import type { Chart } from '../chart/chart.js'
import type { ChartLine } from '../chart/lines-data.js'
import type { SharesPanel } from '../chart/shares-data.js'
import type { Scene, ScenePoint, SceneTrial } from './scene.js'

/** Of more, nobody follows one. */
const mostLines = 6
const mostPanels = 3

/** The latest trial of each candidate as it went so far; none before anything was seen. */
export function sceneCharts({ trials, running }: Scene): Chart[] {
  const current = trials.find(({ candidate }) => candidate === running)
  if (current === undefined) return []
  return [p99(current, trials), rate(current, trials), shares(current, trials)]
}

function p99(current: SceneTrial, trials: readonly SceneTrial[]): Chart {
  const { candidate, now, requests } = current
  return {
    id: 'now-p99',
    kind: 'lines',
    title: 'p99 so far',
    says:
      now.p99Ms === null
        ? `Too few requests of ${candidate} have ended to tell a p99: ${requests.toLocaleString('en-US')} in this trial so far.`
        : `99 % of the requests of ${candidate} so far were answered within ${formatMs(now.p99Ms)}.`,
    table: tableOf(trials, 'p99 so far', ({ p99Ms }) => (p99Ms === null ? '-' : formatMs(p99Ms))),
    data: linesOf(current, trials, p99Axis, ({ p99Ms }) => p99Ms),
  }
}

function rate(current: SceneTrial, trials: readonly SceneTrial[]): Chart {
  const { candidate, now } = current
  return {
    id: 'now-rate',
    kind: 'lines',
    title: 'Requests per second',
    says: `${formatRate(now.ratePerSecond)} are answered with ${candidate} before the backends.`,
    table: tableOf(trials, 'rate', ({ ratePerSecond }) => formatRate(ratePerSecond)),
    data: linesOf(current, trials, rateAxis, ({ ratePerSecond }) => ratePerSecond),
  }
}

const rateAxis: Axis = { label: 'requests per second', scale: 'linear', unit: 'perSecond', from: 0 }

const p99Axis: Axis = { label: 'latency, ms', scale: 'linear', unit: 'ms', from: 0 }

type LinesChart = Extract<Chart, { readonly kind: 'lines' }>

function linesOf(
  current: SceneTrial,
  trials: readonly SceneTrial[],
  y: Axis,
  read: (point: ScenePoint) => number | null,
): LinesChart['data'] {
  const lines = [current, ...others(current, trials)].slice(0, mostLines).map(
    ({ candidate, points }): ChartLine => ({
      id: candidate,
      role: 'candidate',
      at: points.map(({ atMs }) => atMs),
      values: points.map(read),
    }),
  )
  const x: Axis = { label: 'time, s', scale: 'linear', unit: 'time', from: -current.warmupMs, to: current.endsMs }
  const shades = current.warmupMs > 0 ? [{ name: 'warm-up', from: -current.warmupMs, to: 0 }] : []
  return { x, y, at: [], lines, shades, rules: [], hasPoints: false, names: 'ends' }
}

function shares(current: SceneTrial, trials: readonly SceneTrial[]): Chart {
  const panels = [current, ...others(current, trials)].slice(0, mostPanels).map(panelOf)
  const most = [...panels[0]!.bars].sort((a, b) => b.share - a.share)[0]
  const row = ({ candidate, bars }: SharesPanel): string[][] =>
    bars.map(({ backend, share, fair }) => [candidate, backend, percent(share), percent(fair)])
  return {
    id: 'now-shares',
    kind: 'shares',
    title: 'Share per backend',
    says:
      most === undefined
        ? 'No backend has answered yet.'
        : `${current.candidate} sent ${most.backend} the most so far: ${percent(most.share)}, where ${percent(most.fair)} is its fair share.`,
    table: { head: ['candidate', 'backend', 'share', 'fair share'], rows: panels.flatMap(row) },
    data: { panels },
  }
}

function panelOf({ candidate, backends }: SceneTrial): SharesPanel {
  const total = backends.reduce((sum, { requests }) => sum + requests, 0)
  const bars = backends.map(({ name, requests, fair }) => ({ backend: name, share: requests / (total || 1), fair }))
  return { candidate, text: `${total.toLocaleString('en-US')} requests`, bars: total === 0 ? [] : bars }
}

function others({ candidate }: SceneTrial, trials: readonly SceneTrial[]): SceneTrial[] {
  return trials.filter(trial => trial.candidate !== candidate)
}

function tableOf(trials: readonly SceneTrial[], name: string, text: (now: ScenePoint) => string): Chart['table'] {
  return { head: ['candidate', name], rows: trials.map(({ candidate, now }) => [candidate, text(now)]) }
}

const percent = (share: number): string => `${formatNumber(100 * share)} %`
