import { spawn } from 'node:child_process'
import type { Io } from '../io.js'

/** The program that shows a page to whoever sits here, by system; a list of arguments without the page. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** How to open a page; undefined where nobody sits here: in a pipe, in CI, without a display. */
export function openerFor(
  { stderr, env }: Pick<Io, 'stderr' | 'env'>,
  platform: NodeJS.Platform,
): readonly [string, ...string[]] | undefined {
  const shown = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  return stderr.isTTY === true && !env.CI && shown ? openers[platform] : undefined
}

/**
 * Opens a page in the browser, and waits for nothing: whether it could be opened is told by the screen. A program that is missing is no
 * fault, for the path has been printed.
 */
export function openPage(
  path: string,
  [program, ...args]: readonly [string, ...string[]],
  { env }: Pick<Io, 'env'>,
): void {
  const child = spawn(program, [...args, path], { detached: true, stdio: 'ignore', env: { ...env } })
  child.on('error', () => {})
  child.unref()
}
