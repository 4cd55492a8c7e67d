import type { WatchedProgram } from '../../bench/engine.js'
import type { Program } from './parent.js'

/** A program of ours, under that name, by its call `metrics`. */
export function watched(name: string, program: Program): WatchedProgram {
  return { name, metrics: () => program.call('metrics') }
}
