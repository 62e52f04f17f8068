import { afterAll, beforeAll, jest } from '@jest/globals';
import { type Api, createApi } from './api.ts';
import { type Folder, freshFolder } from './folder.ts';
import { type Platform, startPlatform, type Topology } from './platform.ts';

/** A platform for the tests of one block: started before them, stopped and removed after them. */
export function usePlatform(
  topology: Topology,
  settings: Record<string, string> = {},
): { api: Api; platform: () => Platform } {
  jest.setTimeout(120_000);
  let folder: Folder | undefined;
  let started: Platform | undefined;
  const platform = () => {
    if (!started) throw new Error('the platform is not started');
    return started;
  };
  beforeAll(async () => {
    folder = await freshFolder();
    started = await startPlatform(topology, folder, settings);
  });
  afterAll(async () => {
    try {
      await started?.stop();
    } finally {
      await folder?.remove();
    }
  });
  return { api: createApi(() => platform().url), platform };
}
