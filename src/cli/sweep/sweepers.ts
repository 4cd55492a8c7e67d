import { resolve } from 'node:path'
import { exitStatus } from '../../errors.js'
import type { PageAssets } from '../../report/html/page.js'
import { renderScalingHtml, renderSweepHtml, renderVaryHtml } from '../../report/html/sweep/sweep-pages.js'
import type { ReportFormat } from '../../report/render-report.js'
import { renderScaling } from '../../report/sweep/render-scaling.js'
import { renderSweep } from '../../report/sweep/render-sweep.js'
import { renderVary } from '../../report/sweep/render-vary.js'
import { renderScalingMarkdown } from '../../report/sweep/scaling/scaling-markdown.js'
import { scalingSvg } from '../../report/sweep/scaling/scaling-svg.js'
import { renderSweepMarkdown } from '../../report/sweep/sweep-markdown.js'
import { sweepSvg } from '../../report/sweep/sweep-svg.js'
import { renderTradeSvg } from '../../report/sweep/vary/trade-svg.js'
import type { TerminalOptions } from '../../report/terminal.js'
import type { Args } from '../command.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { lookOf } from '../look.js'
import { news } from '../loudness.js'
import { makeFolder } from '../make-folder.js'
import { pageAssets } from '../page-assets.js'
import { describeScaling, describeSweep, describeVary } from './describe.js'
import { readSweep } from './read-sweep.js'
import { runSweep } from './run-sweep.js'
import { saveFiles } from './save-files.js'
import { readScaling } from './scaling/read-scaling.js'
import { runScaling } from './scaling/run-scaling.js'
import type { SweepKind } from './sweep-kind.js'
import { readVary } from './vary/read-vary.js'
import { runVary } from './vary/run-vary.js'

/** One kind of sweep, stage by stage. */
interface Stages<Request, Result> {
  /** Of the files, without extension. */
  readonly name: string
  readonly read: (args: Args, io: Io) => Promise<Request>
  readonly describe: (request: Request) => string
  readonly run: (request: Request, io: Io) => Promise<Result>
  readonly render: (result: Result, format: ReportFormat, look?: TerminalOptions) => string
  readonly renderPage: (result: Result, assets: PageAssets) => string
  /** Beside JSON, CSV and HTML, and in place of Markdown that is printed: by extension. */
  readonly more?: (result: Result) => Readonly<Record<string, string>>
}

/** What runs each kind of sweep, to its exit status. @throws LbbenchError */
export const sweepers: Readonly<Record<SweepKind, (args: Args, io: Io) => Promise<number>>> = {
  axis: sweeper({
    name: 'sweep',
    read: readSweep,
    describe: describeSweep,
    run: runSweep,
    render: renderSweep,
    renderPage: renderSweepHtml,
    more: (sweep): Record<string, string> => {
      const svg = sweepSvg(sweep)
      return svg === undefined ? {} : { svg, md: renderSweepMarkdown(sweep, 'sweep.svg') }
    },
  }),
  scaling: sweeper({
    name: 'scaling',
    read: readScaling,
    describe: describeScaling,
    run: runScaling,
    render: renderScaling,
    renderPage: renderScalingHtml,
    more: (scaling): Record<string, string> => {
      const svg = scalingSvg(scaling)
      return svg === undefined ? {} : { svg, md: renderScalingMarkdown(scaling, 'scaling.svg') }
    },
  }),
  vary: sweeper({
    name: 'vary',
    read: readVary,
    describe: describeVary,
    run: runVary,
    render: renderVary,
    renderPage: renderVaryHtml,
    more: (vary): Record<string, string> => {
      const svg = renderTradeSvg(vary)
      return svg === undefined ? {} : { svg }
    },
  }),
}

/** read -> run -> collate -> render. */
function sweeper<Request, Result>(stages: Stages<Request, Result>): (args: Args, io: Io) => Promise<number> {
  const { name, read, describe, run, render } = stages
  return async (args, io) => {
    const request = await read(args, io)
    const folder = args.out === undefined ? undefined : resolve(io.cwd, args.out as string)
    if (folder !== undefined) await makeFolder(folder)
    news(io, fitted(describe(request), io))
    const result = await run(request, io)
    const look = lookOf(io)
    io.stdout.write(render(result, args.format as ReportFormat, look))
    if (folder === undefined) return exitStatus.ok
    const files = { json: render(result, 'json'), csv: render(result, 'csv'), md: render(result, 'markdown') }
    const html = stages.renderPage(result, await pageAssets())
    news(io, await saveFiles(folder, name, { ...files, html, ...stages.more?.(result) }, io))
    return exitStatus.ok
  }
}
