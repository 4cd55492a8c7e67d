import { describe, expect, it } from 'vitest'
import { seriousFaults } from './axe.js'
import { useBrowser } from './open-page.js'

/** Whether axe would find anything at all, past a policy that allows no script. */
describe('axe', () => {
  const open = useBrowser()
  const page = (body: string): string => {
    const policy = `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`
    const text = `<!doctype html><html lang="en"><title>a page</title>${policy}<main><h1>A page</h1>${body}</main>`
    return `data:text/html,${encodeURIComponent(text)}`
  }

  it('has nothing against a plain page', async () => {
    expect(await seriousFaults(await open(page('<p>Words.</p>')))).toEqual([])
  })

  it('finds words that hardly stand out, and a picture without words', async () => {
    const shown = await open(page('<p style="color:#aaa">Words.</p><svg role="img"></svg>'))
    expect((await seriousFaults(shown)).map(fault => fault.split(' ')[0])).toEqual(['color-contrast', 'svg-img-alt'])
  })
})
