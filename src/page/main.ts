import type { PageData } from '../report/html/page.js'
import { show } from './show.js'
import { offerThemes } from './theme.js'
import './page.css'

/** What the page does once it is read: it offers themes, and shows what the run left in it. */
offerThemes()
show(JSON.parse(document.querySelector('#data')!.textContent!) as PageData)
