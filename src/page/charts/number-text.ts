import type { AxisUnit } from '../../report/html/chart/axis.js'

/** Three significant digits, without zeros that say nothing: 41.2, 4123, 0.0412. */
export function numberText(value: number): string {
  const size = Math.abs(value)
  if (size >= 10_000) return Math.round(value).toLocaleString('en-US')
  if (size >= 100) return String(Math.round(value))
  return size < 1e-6 ? '0' : String(Number(value.toPrecision(3)))
}

/** A value with its unit: "41.2 ms", "3.4 s", "99.9 %". */
export function valueText(value: number, unit: AxisUnit): string {
  return texts[unit](value)
}

const texts: Readonly<Record<AxisUnit, (value: number) => string>> = {
  ms: value => `${numberText(value)} ms`,
  time: timeText,
  percent: value => `${numberText(value)} %`,
  share: value => `${shareText(value)} %`,
  perSecond: value => `${numberText(value)}/s`,
  count: numberText,
  times: value => `${numberText(value)}x`,
}

/** As many digits as the distance from 100 % needs: 99.9, 99.99. */
export function shareText(share: number): string {
  const beyond = 100 * (1 - share)
  const digits = beyond >= 10 || beyond <= 0 ? 0 : Math.min(6, Math.ceil(-Math.log10(beyond)) + 1)
  return String(Number((100 * share).toFixed(digits)))
}

function timeText(ms: number): string {
  if (ms < 120_000) return `${numberText(ms / 1000)} s`
  return ms < 7_200_000 ? `${numberText(ms / 60_000)} min` : `${numberText(ms / 3_600_000)} h`
}
