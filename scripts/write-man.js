// Writes man/lbbench.1 from the commands' own descriptions. Run it with `npm run man`; `test/cli/man-page.test.ts` fails where the page is out of step.
import { mkdirSync, writeFileSync } from 'node:fs'
import { commandGroups } from '../dist/cli/commands/index.js'
import { manPage } from '../dist/cli/man/man-page.js'
import { ownVersion } from '../dist/cli/version.js'

const folder = new URL('../man/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('lbbench.1', folder), manPage(commandGroups, ownVersion()))
