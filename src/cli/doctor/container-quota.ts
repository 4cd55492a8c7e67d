import { cgroupOf, quotaOf } from './proc-texts.js'

/**
 * The least CPU quota of the groups this process is in, in cores: cgroup v2, from its own group up to the root. Infinity:
 * none of them has one; undefined where there is no cgroup v2 with a processor controller.
 */
export function containerQuota(read: (path: string) => string | undefined): number | undefined {
  const own = cgroupOf(read('/proc/self/cgroup') ?? '')
  if (own === undefined) return undefined
  const names = own.split('/').filter(name => name !== '')
  const groups = Array.from({ length: names.length + 1 }, (_, k) => names.slice(0, k).join('/'))
  const quotas = groups.flatMap(group => {
    const text = read(`/sys/fs/cgroup/${group}${group === '' ? '' : '/'}cpu.max`)
    return (text === undefined ? undefined : quotaOf(text)) ?? []
  })
  if (quotas.length > 0) return Math.min(...quotas)
  // The root group has no cpu.max: who is in it, on a machine whose groups can have one, has no quota.
  return /\bcpu\b/.test(read('/sys/fs/cgroup/cgroup.controllers') ?? '') ? Infinity : undefined
}
