import { counter, type Family, gauge } from './family.js'

/**
 * Metrics of this process, by the names that clients of Prometheus give them everywhere. prom-client's own set is left
 * alone: it watches garbage collection and timers all the time, which is felt by requests; this looks at a scrape only.
 */
export function processFamilies(): Family[] {
  const startedS = Math.round(Date.now() / 1000 - process.uptime())
  return [
    counter(
      'process_cpu_user_seconds_total',
      'CPU time spent in user mode, all threads.',
      () => process.cpuUsage().user / 1e6,
    ),
    counter(
      'process_cpu_system_seconds_total',
      'CPU time spent in the kernel, all threads.',
      () => process.cpuUsage().system / 1e6,
    ),
    gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss()),
    gauge('process_start_time_seconds', 'When the process started, seconds since 1970.', () => startedS),
    gauge('nodejs_heap_size_used_bytes', 'Heap of the main thread in use.', () => process.memoryUsage().heapUsed),
    counter(
      'lbbench_event_loop_active_seconds_total',
      'Time in which the event loop of the main thread was busy: its rate is the utilisation of the core that the loop can use.',
      () => performance.eventLoopUtilization().active / 1000,
    ),
  ]
}
