// Makes `npx lbbench` in a checkout run the checkout: npx looks into node_modules/.bin, where npm links only dependencies.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../node_modules/.bin', import.meta.url))
const link = `${folder}/lbbench`
mkdirSync(folder, { recursive: true })
rmSync(link, { force: true })
symlinkSync('../../bin/lbbench.js', link)
