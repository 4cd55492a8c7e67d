import fc from 'fast-check'
import { expect, it } from 'vitest'
import { html } from '../../../src/report/html/html.js'

it('escapes text, leaves markup, joins lists and leaves out what is nothing', () => {
  const item = (text: string) => html`<li>${text}</li>`
  expect(html`<ul class="${'a"b'}">${['<x>', '&'].map(item)}${undefined}${false}${1}</ul>`.toString()).toBe(
    '<ul class="a&quot;b"><li>&lt;x&gt;</li><li>&amp;</li>1</ul>',
  )
})

it('lets no text become markup or end an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const inside = html`${text}`.toString()
      expect(inside).not.toMatch(/[<>"']/)
      expect(inside).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/)
    }),
  )
})
