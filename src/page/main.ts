import type { PageData } from '../report/html/page.js'
import { follow } from './live/follow.js'
import { show } from './show.js'
import { offerThemes } from './theme.js'
import './page.css'

/** What the page does once it is read: it offers themes, shows what the run left in it, and follows a run that is still on. */
offerThemes()
const data: PageData = JSON.parse(document.querySelector('#data')!.textContent!)
show(data)
if (data.live) follow(data)
