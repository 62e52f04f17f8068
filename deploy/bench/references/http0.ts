import { startChild } from '../child.ts';

/** Another HTTP server to compare with, in a process of its own. */
export type Reference = { url: string; pid: number; stop(): Promise<void> };

/** Starts bare Fastify that answers a constant body of so many bytes (a few when it is 0). */
export async function startHttp0(bodyBytes = 0): Promise<Reference> {
  const { hello, pid, stop } = await startChild('references/http0-main.ts', { BODY_BYTES: String(bodyBytes) });
  return { url: String(hello), pid, stop };
}
