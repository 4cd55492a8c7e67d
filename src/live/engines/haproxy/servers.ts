import type { BalancerSpec, HealthSpec } from '../../../model/balancer-spec.js'
import type { SetupBackend } from '../external/trial-setup.js'
import { ms } from '../external/written.js'

/** What checks ask for, and what a comment has to say of health. */
export function healthLines({ active, passive }: HealthSpec): string[] {
  const lines = passive ? passiveComment : []
  if (active === undefined) return lines
  const { path, okFrom, okTo, timeoutMs } = active
  const ok = okFrom === okTo ? String(okFrom) : `${okFrom}-${okTo}`
  return [
    ...lines,
    'option httpchk',
    `http-check send meth GET uri ${word(path)} ver HTTP/1.1 hdr Host lbbench`,
    `http-check expect status ${ok}`,
    `timeout check ${ms(timeoutMs)}`,
  ]
}

/** One word of HAProxy's, whatever is in it: quotes, "#" and "$" mean something there. */
function word(text: string): string {
  return text.replace(/[\\"'#$ ]/g, '\\$&')
}

const passiveComment = [
  "# nginx's max_fails and fail_timeout as nearly as HAProxy has them: so many connections in a row that fail take a server",
  '# down until its next check, a connect. What goes wrong on an open connection does not count.',
]

export function serverLine(
  { spec, address, membership }: SetupBackend,
  { health, sticky, slowStart }: BalancerSpec,
): string {
  const { name, weight, maxRequests, backup } = spec
  const checked = checkWords(spec, health)
  const words = [
    `server ${name} ${address} weight ${weight}`,
    maxRequests === 0 ? '' : `maxconn ${maxRequests}`,
    sticky?.by === 'cookie' ? `cookie ${name}` : '',
    checked,
    // Kept in whole seconds; nothing ever comes back where nothing is checked.
    slowStart === undefined || checked === '' ? '' : `slowstart ${Math.ceil(slowStart.windowMs / 1000)}s`,
    backup ? 'backup' : '',
    membership === undefined ? '' : 'disabled',
  ]
  return words.filter(word => word !== '').join(' ')
}

function checkWords({ maxFails, failTimeoutMs }: SetupBackend['spec'], { active, passive }: HealthSpec): string {
  const observed = passive && maxFails > 0 ? ` observe layer4 error-limit ${maxFails} on-error mark-down` : ''
  if (active === undefined) return observed === '' ? '' : `check inter ${ms(failTimeoutMs)} rise 1 fall 3${observed}`
  const { intervalMs, downIntervalMs, rise, fall } = active
  return `check inter ${ms(intervalMs)} downinter ${ms(downIntervalMs)} rise ${rise} fall ${fall}${observed}`
}
