/** A command of a ```console block and what the page says it prints. */
export interface Shown {
  readonly argv: readonly string[]
  readonly output: string
  /** Folder of committed results that the output is rendered from, where the command itself takes too long: <!-- golden: DIR --> */
  readonly golden: string | undefined
}

const block = /(?:<!-- golden: (\S+) -->\n)?```console\n([\s\S]*?)```/g

/** Every `$ lbbench ...` of a page, in order. One command a block. */
export function shownIn(page: string): Shown[] {
  return [...page.matchAll(block)].map(([, golden, body]) => {
    const [command, ...output] = body!.split('\n')
    return { argv: wordsOf(command!.replace(/^\$ lbbench ?/, '')), output: output.join('\n'), golden }
  })
}

/** The page with every block's output replaced by what `outputOf` says. */
export function withOutputs(page: string, outputOf: (shown: Shown) => string): string {
  const all = shownIn(page)
  let k = 0
  return page.replace(block, whole => {
    const shown = all[k++]!
    const command = /^\$ .*$/m.exec(whole)![0]
    return `${shown.golden === undefined ? '' : `<!-- golden: ${shown.golden} -->\n`}\`\`\`console\n${command}\n${outputOf(shown)}\`\`\``
  })
}

/** Commands of ```sh blocks that start with lbbench, comments cut off. */
export function shellCommandsIn(page: string): string[][] {
  return [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, body]) => body!.split('\n'))
    .flatMap(line => line.split('&&'))
    .map(line => line.replace(/\s#.*$/, '').trim())
    .filter(line => /^(npx )?lbbench /.test(line))
    .map(line => wordsOf(line.replace(/^(npx )?lbbench /, '')))
}

/** Splits as a shell does, as far as our examples go: blanks, single and double quotes. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
}
