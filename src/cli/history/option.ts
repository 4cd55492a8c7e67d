import type { Options as YargsOption } from 'yargs'

/** The flag of every command that measures or judges. */
export const historyOption: YargsOption = {
  type: 'string',
  describe: 'file to add this run to, a line a run; see "lbbench trend"',
}
