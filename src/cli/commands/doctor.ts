import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { type Io, wantsColor, widthOf } from '../io.js'

export const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Say how well this machine measures, and what else could be installed',
  options: { json: { type: 'boolean', describe: 'for programs' } },
  examples: [['lbbench doctor', 'exit status 3 where nothing can be measured']],
  run: doctor,
}

/** read -> judge -> render. */
async function doctor(args: Args, io: Io): Promise<number> {
  const { canMeasure } = await import('../doctor/finding.js')
  const { examine } = await import('../doctor/examine.js')
  const { renderFindings } = await import('../doctor/render.js')
  const { ownVersion } = await import('../version.js')

  const groups = await examine()
  const measures = canMeasure(groups)
  const look = { color: wantsColor(io.stdout, io.env), width: Math.min(widthOf(io.stdout, io.env), 80) }
  const text =
    args.json === true
      ? `${JSON.stringify({ lbbench: ownVersion(), canMeasure: measures, groups }, null, 2)}\n`
      : renderFindings(groups, look)
  io.stdout.write(text)
  return measures ? exitStatus.ok : exitStatus.cannotMeasure
}
