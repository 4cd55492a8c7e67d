/** As the model has it. */
export * from '../model/sight.js'
