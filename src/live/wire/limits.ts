/** What a message may cost before it is refused. One place, so that requests and answers share them. */
export const limits = {
  /** Start line and header fields together, bytes; node:http allows the same. */
  headBytes: 16 * 1024,
  /** Header fields of one head; Apache's LimitRequestFields. */
  fields: 100,
  /** Hex digits of a chunk size: 13 digits stay below 2^52, so a sum with an offset is still exact. */
  chunkSizeDigits: 13,
  /** Decimal digits of a Content-Length: 15 digits stay below 2^53. */
  lengthDigits: 15,
  /** Chunk extensions and trailers of one body together: unlimited ones were CVE-2024-22019. */
  chunkOverheadBytes: 16 * 1024,
  /** Pipelined bytes kept while a request is under way; beyond them the socket is not read. */
  heldBytes: 64 * 1024,
  /** A request body up to this size is kept, so that the request can be tried again elsewhere. */
  replayBytes: 64 * 1024,
} as const
