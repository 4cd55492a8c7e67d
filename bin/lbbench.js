#!/usr/bin/env node
// Plain words where the program itself could not even be read: an old Node knows neither its syntax nor its modules.
const [major, minor] = process.versions.node.split('.').map(Number)
// The doctor says so himself, beside all else that he finds.
if (major > 20 || (major === 20 && (minor >= 19 || process.argv[2] === 'doctor'))) {
  const { run } = await import('../dist/cli/run.js').catch(notBuilt)
  await run(process)
} else {
  process.stderr.write(
    `lbbench: it needs Node 20.19 or newer, and this is ${process.versions.node}\n  install a newer one (https://nodejs.org), then run it again\n`,
  )
  process.exitCode = 2
}

function notBuilt(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/dist.cli.run\.js/.test(error.message)) throw error
  process.stderr.write('lbbench: this checkout is not built\n  npm ci && npm run build\n')
  process.exit(2)
}
