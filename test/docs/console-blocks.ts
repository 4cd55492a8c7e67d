/** A command of a ```console block and what the page says it prints. */
export interface Shown {
  /** With what stands behind a `|`: what is shown of the output. */
  readonly argv: readonly string[]
  readonly output: string
  /** Folder of committed results that the output is rendered from, where the command itself takes too long: <!-- golden: DIR --> */
  readonly golden: string | undefined
  /** How the command ends; 0 but where it says <!-- status: N -->: then the page shows what it says on stderr. */
  readonly status: number
}

const block = /(?:<!-- (golden|status): (\S+) -->\n)?```console\n([\s\S]*?)```/g

/** Every `$ lbbench ...` of a page, in order. One command a block. */
export function shownIn(page: string): Shown[] {
  return [...page.matchAll(block)].map(([, note, said, body]) => {
    const [command, ...output] = body!.split('\n')
    const golden = note === 'golden' ? said : undefined
    const status = note === 'status' ? Number(said) : 0
    return { argv: wordsOf(command!.replace(/^\$ lbbench ?/, '')), output: output.join('\n'), golden, status }
  })
}

/** The command alone, and its output as the programs behind its pipes would leave it: `head -N` and `grep -A N TEXT`. */
export function piped({ argv }: Pick<Shown, 'argv'>): { argv: readonly string[]; filter: (output: string) => string } {
  const [command, ...filters] = splitAt(argv, '|')
  return { argv: command!, filter: output => filters.reduce(filtered, output) }
}

function splitAt(words: readonly string[], mark: string): string[][] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === mark) parts.push([])
    else parts.at(-1)!.push(word)
  }
  return parts
}

function filtered(text: string, [program, ...args]: readonly string[]): string {
  const lines = text.replace(/\n$/, '').split('\n')
  if (program === 'head') return `${lines.slice(0, Number(args[0]!.slice(1))).join('\n')}\n`
  if (program !== 'grep') throw new Error(`a page pipes into ${program}`)
  const after = args[0] === '-A' ? Number(args[1]) : 0
  const pattern = new RegExp(args.at(-1)!)
  const shown = lines.filter((_, i) => lines.slice(Math.max(0, i - after), i + 1).some(line => pattern.test(line)))
  return `${shown.join('\n')}\n`
}

/** The page with every block's output replaced by what `outputOf` says. */
export function withOutputs(page: string, outputOf: (shown: Shown) => string): string {
  const all = shownIn(page)
  let k = 0
  return page.replace(block, whole => {
    const shown = all[k++]!
    const command = /^\$ .*$/m.exec(whole)![0]
    const note = /^<!-- .* -->\n/.exec(whole)?.[0] ?? ''
    return `${note}\`\`\`console\n${command}\n${outputOf(shown)}\`\`\``
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
