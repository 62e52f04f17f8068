import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../e2e/support/random.ts';

/** Somebody who follows a stream, and comes back whenever it ends; an end that is none counts as a failed request. */
export type Watch = {
  url: () => string;
  path: string;
  failed(kind: string): void;
  stopping: AbortSignal;
  random: Random;
};

const LONGEST_AWAY_MS = 2000;

/** Reads a stream to its end; answers the id of its last event. */
async function follow({ url, path, stopping, failed }: Watch, lastId: string): Promise<string> {
  const headers = lastId === '' ? {} : { 'last-event-id': lastId };
  const sent = request(url() + path, { headers, agent: false, signal: stopping }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  if (response.statusCode !== 200) failed(`a stream was answered ${response.statusCode}: ${text}`);
  return [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? lastId;
}

/** Follows a stream until it is told to stop. */
export async function watch(options: Watch): Promise<void> {
  const { stopping, failed, random } = options;
  for (let lastId = ''; !stopping.aborted; ) {
    try {
      lastId = await follow(options, lastId);
    } catch (error) {
      if (!stopping.aborted) failed(`stream broke: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    await sleep(random.integer(LONGEST_AWAY_MS), undefined, { signal: stopping }).catch(() => undefined);
  }
}
