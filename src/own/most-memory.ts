/** Heap that a thread or process may use in which a strategy runs, MB: all else there keeps its columns elsewhere or streams. */
export const mostMemoryMb = 512
