/** Candidates where none are given, but where settings are varied. */
export const defaultStrategies = 'rr,lc,p2c'

/** How often, likewise. */
export const defaultRounds = '3'

/** How exactly a rate is searched. */
export const defaultTolerance = '1%'
