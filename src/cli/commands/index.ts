import type { Command } from '../command.js'
import { checkCommand } from './check.js'
import { compareCommand } from './compare.js'
import { completionCommand } from './completion.js'
import { gateCommand } from './gate.js'
import { listCommand } from './list.js'
import { reportCommand } from './report.js'
import { routeCommand } from './route.js'

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [
  compareCommand,
  reportCommand,
  gateCommand,
  routeCommand,
  listCommand,
  checkCommand,
  completionCommand,
]
