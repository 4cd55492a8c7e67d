// Writes docs/glossary.md from src/glossary/. Run it with `npm run glossary`; `test/glossary/terms.test.ts` fails where the page is out of step.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { glossaryPage } from '../dist/glossary/glossary-page.js'

writeFileSync(fileURLToPath(new URL('../docs/glossary.md', import.meta.url)), glossaryPage())
