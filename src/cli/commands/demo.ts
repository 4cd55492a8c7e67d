import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exitStatus } from '../../errors.js'
import type { Args, Command } from '../command.js'
import { type Io, widthOf } from '../io.js'

export const demoCommand: Command = {
  name: 'demo',
  usage: 'demo',
  summary: 'Show in seconds what this is for: four strategies, one sick backend, a report with charts',
  options: {
    out: { alias: 'o', type: 'string', describe: 'folder for the report [reports/<time>-demo]' },
    'no-open': {
      type: 'boolean',
      describe: 'do not open the report in the browser; in a pipe and in CI none is opened',
    },
  },
  slips: {
    html: 'leave it out: the demo writes report.html in any case',
    open: 'leave it out: the page is opened wherever somebody sits at a screen',
  },
  examples: [['lbbench demo', 'nothing but Node is needed']],
  run: demo,
}

/** Nobody reads lines of 200 characters. */
const widest = 100

/** measure -> save -> tell -> open. */
async function demo(args: Args, io: Io): Promise<number> {
  const { openOutput } = await import('../compare/output.js')
  const { measureDemo } = await import('../demo/measure-demo.js')
  const { demoText } = await import('../demo/demo-text.js')
  const { openerFor, openPage } = await import('../demo/open-page.js')
  const { writeDemoPage } = await import('../demo/demo-page.js')

  const output = await openOutput(args.out as string | undefined, 'demo', io)
  try {
    const results = await measureDemo(io)
    await output.save(results)
    const path = await writeDemoPage(results, output.folder, io)
    const url = pathToFileURL(resolve(io.cwd, path)).href
    io.stdout.write(demoText(results, { path, url }, Math.min(widthOf(io.stdout, io.env), widest)))
    const opener = args['no-open'] === true ? undefined : openerFor(io, process.platform)
    if (opener !== undefined) openPage(resolve(io.cwd, path), opener, io)
    return exitStatus.ok
  } finally {
    output.close()
  }
}
