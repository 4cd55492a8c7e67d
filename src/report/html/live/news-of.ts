import { formatNumber } from '../../../results/format-metric.js'
import { formatMs, formatRate } from '../../../units.js'
import type { News } from './news.js'
import type { Scene, SceneTrial } from './scene.js'
import { sceneCharts } from './scene-charts.js'

/** What a page shows of a run at a moment. */
export function newsOf(scene: Scene): News {
  const { title, remark, progress, done, trials, running } = scene
  const trial = trials.find(({ candidate }) => candidate === running)
  const numbers = trial === undefined ? [] : numbersOf(trial)
  return { title, remark, progress, done, numbers, charts: sceneCharts(scene) }
}

function numbersOf({ now, endsMs, requests, failed }: SceneTrial): News['numbers'] {
  const seconds = (ms: number): string => (ms / 1000).toFixed(0)
  return [
    ['rate', formatRate(now.ratePerSecond)],
    ['p99 so far', now.p99Ms === null ? 'from 1,000 requests on' : formatMs(now.p99Ms)],
    ['requests', requests.toLocaleString('en-US')],
    ['failed', failed === 0 ? 'none' : `${formatNumber((100 * failed) / requests)} %`],
    ['measured', now.atMs < 0 ? 'warming up' : `${seconds(Math.min(now.atMs, endsMs))} of ${seconds(endsMs)} s`],
  ]
}
