/** Makes a button of each column's head: the first press sorts by it from the least up, the next one the other way round; what it did is said aloud. */
export function offerSorting(main: HTMLElement): void {
  const status = document.createElement('p')
  status.className = 'vh'
  status.role = 'status'
  main.append(status)
  for (const table of main.querySelectorAll<HTMLTableElement>('table.sortable')) {
    const heads = [...table.tHead!.rows[0]!.cells]
    heads.forEach((head, column) => {
      if (head.dataset.sort !== 'no') offer(table, heads, column, text => status.replaceChildren(text))
    })
  }
}

function offer(
  table: HTMLTableElement,
  heads: readonly HTMLTableCellElement[],
  column: number,
  say: (text: string) => void,
): void {
  const head = heads[column]!
  const button = document.createElement('button')
  button.type = 'button'
  button.append(...head.childNodes)
  head.append(button)
  button.addEventListener('click', () => {
    const direction = head.ariaSort === 'ascending' ? 'descending' : 'ascending'
    for (const other of heads) other.ariaSort = null
    head.ariaSort = direction
    say(`Sorted by ${head.textContent.trim()}, ${direction}`)
    const body = table.tBodies[0]!
    body.append(...sorted([...body.rows], column, direction))
  })
}

/** Numbers by size, all else by letters; what has no number stays at the end either way. */
function sorted(
  rows: readonly HTMLTableRowElement[],
  column: number,
  direction: 'ascending' | 'descending',
): HTMLTableRowElement[] {
  const sign = direction === 'ascending' ? 1 : -1
  const keyed = rows.map(row => ({ row, text: textOf(row, column), number: numberOf(row, column) }))
  const isText = keyed.every(({ number }) => Number.isNaN(number))
  if (isText) keyed.sort((a, b) => sign * a.text.localeCompare(b.text))
  else keyed.sort((a, b) => last(a.number) - last(b.number) || sign * (a.number - b.number))
  return keyed.map(({ row }) => row)
}

const last = (number: number): number => (Number.isNaN(number) ? 1 : 0)

function textOf(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent ?? ''
}

/** "74 [67, 81]" is 74, "> 3.2" is 3.2, a name or "-" is no number. */
function numberOf(row: HTMLTableRowElement, column: number): number {
  const cell = row.cells[column]
  if (cell === undefined || cell.tagName === 'TH') return Number.NaN
  return Number.parseFloat(cell.dataset.value ?? cell.textContent.replace(/^> /, ''))
}
