// By its file: the package itself is for jest, which chaos runs do without.
export { type SandboxServer, startSandboxServer } from '../../../libs/testing/src/sandbox-server.ts';
