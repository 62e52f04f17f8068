import { tmpdir } from 'node:os';
import { type Folder, freshFolder } from '../e2e/support/folder.ts';
import { type Platform, startPlatform, type Topology } from '../e2e/support/platform.ts';
import { type SandboxServer, startSandboxServer } from '../e2e/support/provider.ts';

/** How a platform that is to be hit is started. */
export type Scene = {
  topology: Topology;
  settings?: Record<string, string>;
  /** Where its folder goes; among those of the system's temporary files unless told. */
  parent?: string;
};

/** A platform in a folder of its own, and the payment provider that outlives it. */
export type Stage = {
  folder: Folder;
  provider: SandboxServer;
  platform(): Platform;
  /** Starts another platform on the same data in the place of the one that is gone. */
  replace(): Promise<void>;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
  /** Stops everything; answers where the data is kept. */
  keep(): Promise<string>;
};

/** Starts a provider and a platform that charges there. */
export async function openStage({ topology, settings = {}, parent = tmpdir() }: Scene): Promise<Stage> {
  const folder = await freshFolder(parent);
  const provider = await startSandboxServer();
  let platform: Platform | undefined;
  const start = async () => {
    platform = await startPlatform(topology, folder, { ...settings, PAYMENT_SANDBOX_URL: provider.url });
  };
  const stop = async () => {
    await platform?.stop().finally(() => provider.stop());
  };
  const stage: Stage = {
    folder,
    provider,
    platform() {
      if (!platform) throw new Error('the platform is not started');
      return platform;
    },
    replace: start,
    async close() {
      await stop().finally(() => folder.remove());
    },
    async keep() {
      await stop().catch(() => undefined);
      return folder.keep();
    },
  };
  try {
    await start();
    return stage;
  } catch (error) {
    await provider.stop();
    throw new Error(`the platform did not start; its folder is ${folder.keep()}`, { cause: error });
  }
}
