/**
 * Flags of every Node that serves. Its young generation begins at 1 MB and grows only when much survives, which is never
 * so where answers are written: it was collected 500 times a second, and now and then each time cost as much as all the
 * rest. It begins at the 16 MB it may grow to anyway.
 */
export const NODE_FLAGS = ['--min-semi-space-size=16'];
