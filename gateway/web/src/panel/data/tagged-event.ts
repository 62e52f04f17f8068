import { call } from '../../api/problem.ts';
import type { PanelEvent } from './types.ts';

/** An event, and the version that a change of it must name. */
export type TaggedEvent = { event: PanelEvent; etag: string };

/** An answer that is an event, with its ETag. */
export async function tagged(
  answer: Promise<{ data?: PanelEvent; error?: unknown; response: Response }>,
): Promise<TaggedEvent> {
  const event = await call(answer);
  const { response } = await answer;
  // Without a tag, which a proxy may have taken away, any version will do.
  return { event, etag: response.headers.get('etag') ?? '*' };
}
