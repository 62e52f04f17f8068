import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The four services, each with a database of its own. */
export const SERVICES = ['identity', 'catalog', 'inventory', 'order'] as const;
/** One of the four services. */
export type ServiceName = (typeof SERVICES)[number];

/** Secrets of one platform, made at its first start. */
export type Secrets = {
  /** By which services know each other. */
  serviceToken: string;
  /** Which the broker asks for. */
  natsToken: string;
  /** Of each service's database role. */
  passwords: Record<ServiceName, string>;
};

const secret = () => randomBytes(24).toString('hex');

function isSecrets(value: unknown): value is Secrets {
  const read = value as Partial<Secrets> | null;
  return (
    typeof read?.serviceToken === 'string' &&
    typeof read.natsToken === 'string' &&
    SERVICES.every((name) => typeof read.passwords?.[name] === 'string')
  );
}

/** Reads the secrets of a data folder, or makes them; only their owner may read the file. */
export function openSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) writeOnce(file);
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isSecrets(read)) throw new Error(`${file} is damaged; the databases of this folder can't be opened without it`);
  return read;
}

// Written beside and linked into place: a crash leaves no half of it, and of two starts at once one wins.
function writeOnce(file: string): void {
  const passwords = Object.fromEntries(SERVICES.map((name) => [name, secret()]));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ serviceToken: secret(), natsToken: secret(), passwords }, null, 2)}\n`);
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
