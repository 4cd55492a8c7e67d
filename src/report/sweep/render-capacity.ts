import type { Capacity } from '../../sweep/capacity.js'
import type { TerminalOptions } from '../terminal.js'
import { renderCapacityTerminal } from './capacity-terminal.js'

/** Capacities as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderCapacity(
  capacity: Capacity,
  format: 'terminal' | 'json',
  options: TerminalOptions = { color: false, width: 100 },
): string {
  return format === 'json' ? `${JSON.stringify(capacity, null, 2)}\n` : renderCapacityTerminal(capacity, options)
}
