import { ConfigError } from '@boxoffice/platform';
import { FolderInUseError, PortTakenError } from '@boxoffice/servers';
import type { Settings } from './settings.ts';

/** What is said at the start beside the address. */
type Announcement = {
  settings: Pick<Settings, 'dataDir'>;
  startedAt: number;
  /** Whether the web application is served. */
  hasWeb: boolean;
  more?: string[];
};

/** Tells a person that the platform is ready, and where. */
export function announce(address: string, { settings, startedAt, hasWeb, more = [] }: Announcement): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const lines = [
    `Boxoffice is ready after ${seconds} s. Stop it with Ctrl-C.`,
    ...(hasWeb ? [`  Storefront     ${address}/`, `  Control panel  ${address}/panel`] : []),
    `  API            ${address}/v1/events`,
    `  API reference  ${address}/docs`,
    `  Data           ${settings.dataDir}`,
    ...more,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What a person is told when the start fails: one sentence where the cause is theirs to mend, the whole error else. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderInUseError || error instanceof PortTakenError) {
    return error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const { port } = error as Error & { port?: number };
    return `Port ${port} is in use. Stop what uses it, or choose another one: PORT=${(port ?? 3000) + 1} npm start`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
