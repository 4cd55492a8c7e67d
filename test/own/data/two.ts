import { defineStrategy } from 'lbbench'

export const a = defineStrategy({ name: 'a', summary: 'one', start: () => ({ pick: () => 0 }) })
export const b = defineStrategy({ name: 'b', summary: 'two', start: () => ({ pick: () => 0 }) })
