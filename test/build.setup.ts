import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Live tests start the compiled programs, so a stale `dist/` must never be what is tested. */
export default function build(): void {
  // Two projects need it, and what the first has built must not be taken away from under its tests.
  if (process.env.LBBENCH_TEST_BUILT !== undefined) return
  process.env.LBBENCH_TEST_BUILT = 'yes'
  const root = fileURLToPath(new URL('..', import.meta.url))
  rmSync(`${root}/dist`, { recursive: true, force: true })
  execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  execFileSync(process.execPath, [`${root}/scripts/build-page.js`], { cwd: root, stdio: 'inherit' })
}
