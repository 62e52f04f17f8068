import pg from 'pg';

// Any number that nothing else locks: two starts that provision at once take turns.
const PROVISION_LOCK = 4_242_001;

/** A database and the role that owns it. */
export interface DatabaseAccess {
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Makes a role and a database that it owns and that no other role may enter. Safe to repeat: what exists is kept,
 * and the role gets the given password. Takes a running server or the URL of a role that may create both.
 */
export async function provisionDatabase(
  admin: string | { readonly adminUrl: string },
  access: DatabaseAccess,
): Promise<void> {
  const client = new pg.Client({ connectionString: typeof admin === 'string' ? admin : admin.adminUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PROVISION_LOCK]);
    await ensureRole(client, access);
    await ensureDatabase(client, access);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, { user, password }: DatabaseAccess): Promise<void> {
  const role = client.escapeIdentifier(user);
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
  if (known.rowCount === 0) {
    await client.query(`CREATE ROLE ${role} LOGIN`);
  }
  await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(password)}`);
}

async function ensureDatabase(client: pg.Client, { database, user }: DatabaseAccess): Promise<void> {
  const name = client.escapeIdentifier(database);
  const role = client.escapeIdentifier(user);
  const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (known.rowCount === 0) {
    await allowOwnershipTransfer(client, role);
    await client.query(`CREATE DATABASE ${name} OWNER ${role}`);
  }
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
}

/** Giving a database away takes membership of the new owner's role, unless one is superuser (managed servers). */
async function allowOwnershipTransfer(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.rolsuper !== true) {
    await client.query(`GRANT ${role} TO CURRENT_USER`);
  }
}
