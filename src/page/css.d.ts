/** The bundler takes a stylesheet along where a module imports it. */
declare module '*.css'
