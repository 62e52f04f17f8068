import type { Log } from '@boxoffice/platform';
import { type Kept, keepRunning, type Part } from '../foundation/keep-running.ts';
import type { Databases } from '../foundation/postgres.ts';
import type { Secrets } from '../foundation/secrets.ts';
import { startBroker } from './broker.ts';
import { addressOf, makePlans } from './plans.ts';
import { type ProcessPlan, type ServiceProcess, startProcess } from './service-process.ts';
import type { ClusterSettings } from './settings.ts';

/** Every part as a process of its own, started again when it dies. */
export type Cluster = {
  address: string;
  /**
   * Replaces the services' and the gateway's processes one after the other: the new one is ready before the old one sends
   * its clients away and ends. Throws when a new one does not start; what was not replaced goes on.
   */
  restart(say: (line: string) => void): Promise<void>;
  stop(): Promise<void>;
};

/** What the cluster is made of. */
export type ClusterNeeds = { settings: ClusterSettings; secrets: Secrets; databases: Databases; log: Log };

type Member = { name: string; kept: Kept<ServiceProcess> };

async function startTogether(plans: ProcessPlan[], members: Member[], log: Log): Promise<void> {
  const starts = plans.map(async (plan) => ({
    name: plan.name,
    kept: await keepRunning(plan.name, (ended) => startProcess(plan, ended), log),
  }));
  const results = await Promise.allSettled(starts);
  for (const result of results) if (result.status === 'fulfilled') members.push(result.value);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function restartAll(members: Member[], say: (line: string) => void): Promise<void> {
  for (const [i, { name, kept }] of members.entries()) {
    const startedAt = performance.now();
    const { pid } = kept.part();
    await kept.replace((old) => old.retire());
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`${i + 1} of ${members.length}  ${name}: process ${pid} replaced by ${kept.part().pid} in ${seconds} s`);
  }
}

/** Starts nats-server, the services and the gateways, each as a process, and keeps them running. */
export async function startCluster(needs: ClusterNeeds): Promise<Cluster> {
  const { settings, secrets, log } = needs;
  const members: Member[] = [];
  const others: Part[] = [];
  // What came last goes first: gateways drain while the services still answer.
  const stop = async () => {
    for (const { kept } of members.toReversed()) await kept.stop();
    for (const part of others.toReversed()) await part.stop();
  };
  try {
    const broker = await startBroker(settings.dataDir, secrets.natsToken, log);
    others.push(broker);
    const plans = await makePlans(broker.url, needs);
    others.push({ stop: async () => plans.close() });
    await startTogether(plans.services, members, log);
    await startTogether(plans.gateways, members, log);
    return { address: addressOf(needs), restart: (say) => restartAll(members, say), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
