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

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [
  demoCommand,
  compareCommand,
  sweepCommand,
  capacityCommand,
  reportCommand,
  gateCommand,
  baselineCommand,
  trendCommand,
  calibrateCommand,
  diffCommand,
  routeCommand,
  configCommand,
  backendCommand,
  listCommand,
  explainCommand,
  checkCommand,
  initCommand,
  testCommand,
  validateCommand,
  doctorCommand,
  completionCommand,
]
