/**
 * Flags of every Node that serves; the Dockerfile and docker-compose.yml have them too. The young generation begins at the
 * 16 MB it may grow to. It begins at 1 MB otherwise and grows only when much survives, which is hardly ever so where
 * answers are written: collecting it took up to a fifth of the gateway's time (ADR 14).
 */
export const NODE_FLAGS = ['--min-semi-space-size=16'];
