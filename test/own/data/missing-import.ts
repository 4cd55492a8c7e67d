// @ts-expect-error there is none
import './nowhere.js'
