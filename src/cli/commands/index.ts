import type { Command } from '../command.js'
import { backendCommand } from './backend.js'
import { baselineCommand } from './baseline.js'
import { calibrateCommand } from './calibrate.js'
import { capacityCommand } from './capacity.js'
import { checkCommand } from './check.js'
import { compareCommand } from './compare.js'
import { completionCommand } from './completion.js'
import { configCommand } from './config.js'
import { demoCommand } from './demo.js'
import { diffCommand } from './diff.js'
import { doctorCommand } from './doctor.js'
import { explainCommand } from './explain.js'
import { gateCommand } from './gate.js'
import { initCommand } from './init.js'
import { listCommand } from './list.js'
import { reportCommand } from './report.js'
import { routeCommand } from './route.js'
import { sweepCommand } from './sweep.js'
import { testCommand } from './test.js'
import { trendCommand } from './trend.js'
import { validateCommand } from './validate.js'

/** Commands that are for the same end. */
export interface CommandGroup {
  readonly title: string
  readonly commands: readonly Command[]
}

/** Every command, in the order in which one comes to need them. */
export const commandGroups: readonly CommandGroup[] = [
  { title: 'Begin', commands: [demoCommand, initCommand, doctorCommand, explainCommand] },
  { title: 'Run', commands: [compareCommand, sweepCommand, capacityCommand, checkCommand, listCommand] },
  { title: 'Read', commands: [reportCommand, trendCommand, diffCommand] },
  { title: 'Gate', commands: [gateCommand, baselineCommand, calibrateCommand] },
  { title: 'Make', commands: [testCommand, routeCommand, configCommand] },
  { title: 'Machinery', commands: [backendCommand, validateCommand, completionCommand] },
]

/** All of them, in that order. */
export const commands: readonly Command[] = commandGroups.flatMap(group => group.commands)
