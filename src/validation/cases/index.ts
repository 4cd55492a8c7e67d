import type { ValidationCase } from '../validation-case.js'
import { closedLoops } from './closed-loops.js'
import { fleets } from './fleets.js'
import { limitedRoom } from './limited-room.js'
import { oneBackend } from './one-backend.js'
import { serviceTimes } from './service-times.js'
import { strategies } from './strategies.js'

/** Every point, model by model. */
export const validationCases: readonly ValidationCase[] = [
  ...oneBackend,
  ...serviceTimes,
  ...limitedRoom,
  ...strategies,
  ...fleets,
  ...closedLoops,
]
