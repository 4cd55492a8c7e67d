// Bundles what runs in the reader's browser (src/page) with the charting library into dist/page/page.js and page.css, which
// `lbbench` puts into every page it writes. Part of `npm run build`.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Observable Plot puts a style element into each picture; a page that allows only the style it came with would refuse it, and
 * say so. What it says is in src/page/page.css (`.plot`).
 */
const noStyleInPictures = {
  name: 'no style in pictures',
  setup({ onLoad }) {
    onLoad({ filter: /observablehq[\\/]plot[\\/]src[\\/]plot\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text.replace(
        /\.call\(\(svg\) =>\s*\/\/[^\n]*\n\s*svg\.append\("style"\)\.text\(\s*`[^`]*`\s*\)\s*\)/,
        '',
      )
      if (contents === text) throw new Error(`${path} puts no style into pictures any more: see scripts/build-page.js`)
      return { contents, loader: 'js' }
    })
  },
}

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: { page: 'src/page/main.ts' },
  outdir: 'dist/page',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome109', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [noStyleInPictures],
  metafile: true,
  write: false,
})

await mkdir(join(root, 'dist', 'page'), { recursive: true })
for (const { path, text } of outputFiles)
  await writeFile(path, path.endsWith('.js') ? `/*!\n${await licences(metafile)}\n*/\n${text}` : text)

/** Whose work is in the bundle: every page is a copy, and their licences ask to be in each. */
async function licences({ inputs }) {
  const names = Object.keys(inputs).flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  const owners = new Map()
  for (const name of [...new Set(names)].sort()) {
    const text = await readFile(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
    const copyright = /^Copyright.*$/m.exec(text)[0]
    const terms = text.replace(copyright, '').trim()
    owners.set(terms, [...(owners.get(terms) ?? []), `${name}: ${copyright}`])
  }
  return [...owners].map(([terms, all]) => `${all.join('\n')}\n\n${terms}`).join('\n\n')
}
