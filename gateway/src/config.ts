import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import {
  addresses,
  type Environment,
  fileDescriptor,
  handoverVariables,
  port,
  positiveInteger,
  readEnvironment,
  secret,
  serviceVariables,
  str,
} from '@boxoffice/platform';
import { makeValidator } from 'envalid';

/** What the gateway needs to know, however it reaches the services. */
export type Config = {
  /** Address it listens on. */
  host: string;
  /** Port it listens on; 0 takes a free one. */
  port: number;
  /** A listening socket that its parent process gave it, instead of host and port. */
  listenFd?: number;
  /** Port of `/metrics`; without it metrics are on the main port. */
  metricsPort?: number;
  /** A listening socket for `/metrics`, instead of that port. */
  metricsListenFd?: number;
  /** How long it goes on after SIGTERM, only saying that it is not ready, in milliseconds; never on a given socket. */
  drainDelayMs: number;
  /** False for load tests. */
  rateLimit: boolean;
  /** Proxies (CIDR) whose `X-Forwarded-*` headers are believed. */
  trustProxy: string[];
  /** `iss` of access tokens. */
  tokenIssuer: string;
  /** `aud` of access tokens. */
  tokenAudience: string;
  /** Origins whose pages may call the API. */
  corsOrigins: string[];
  /** Streams that may be open at once. */
  maxStreams: number;
  /** Streams of one address (a /64 with IPv6) among them, where rate limits are on. */
  maxStreamsPerAddress: number;
  /** Folder of the web application's build; without it, or when there is none, `/` leads to the reference. */
  webRoot?: string;
  /** Level of its log. */
  logLevel: string;
};

/** Where the services are, when they run as processes of their own. */
export type ClusterConfig = Config & {
  identityUrls: string[];
  catalogUrls: string[];
  inventoryUrls: string[];
  orderUrls: string[];
  /** The secret by which services know each other, at least 32 characters. */
  serviceToken: string;
};

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0) return NAMED_NETWORKS.includes(text);
  const widest = version === 4 ? 32 : 128;
  return rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest));
}

function listOf(what: string, accepts: (item: string) => boolean) {
  return makeValidator<string[]>((input) => {
    const items = input
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
    const stranger = items.find((item) => !accepts(item));
    if (stranger !== undefined) throw new Error(`"${stranger}" is not ${what}`);
    return items;
  });
}

// Trusting every proxy would let any client choose its address, so "true" is no network.
const networks = listOf('a network like 10.0.0.0/8', isNetwork);
const origins = listOf('an origin like https://shop.example', (text) => URL.parse(text)?.origin === text);

const WEB_BUILD = join(import.meta.dirname, '../web/dist');

const edgeVariables = {
  HOST: serviceVariables.HOST,
  PORT: port({ default: 3000 }),
  METRICS_PORT: port({ default: undefined }),
  METRICS_LISTEN_FD: fileDescriptor({ default: undefined }),
  ...handoverVariables,
  RATE_LIMIT: str({ choices: ['on', 'off'], default: 'on' }),
  TRUST_PROXY: networks({ default: [] }),
  TOKEN_ISSUER: str({ default: 'boxoffice' }),
  TOKEN_AUDIENCE: str({ default: 'boxoffice-api' }),
  CORS_ORIGINS: origins({ default: [] }),
  MAX_STREAMS: positiveInteger({ default: 10_000 }),
  MAX_STREAMS_PER_ADDRESS: positiveInteger({ default: 5000 }),
  WEB_ROOT: str({ default: WEB_BUILD }),
  LOG_LEVEL: serviceVariables.LOG_LEVEL,
};

const clusterVariables = {
  ...edgeVariables,
  IDENTITY_URL: addresses(),
  CATALOG_URL: addresses(),
  INVENTORY_URL: addresses(),
  ORDER_URL: addresses(),
  SERVICE_TOKEN: secret(),
};

/** Reads what the gateway itself needs. Throws ConfigError that names every bad variable. */
export function loadConfig(env: Environment = process.env): Config {
  const read = readEnvironment(env, edgeVariables);
  return {
    host: read.HOST,
    port: read.PORT,
    ...(read.LISTEN_FD === undefined ? {} : { listenFd: read.LISTEN_FD }),
    ...(read.METRICS_PORT === undefined ? {} : { metricsPort: read.METRICS_PORT }),
    ...(read.METRICS_LISTEN_FD === undefined ? {} : { metricsListenFd: read.METRICS_LISTEN_FD }),
    drainDelayMs: read.DRAIN_DELAY_MS,
    rateLimit: read.RATE_LIMIT === 'on',
    trustProxy: read.TRUST_PROXY,
    tokenIssuer: read.TOKEN_ISSUER,
    tokenAudience: read.TOKEN_AUDIENCE,
    corsOrigins: read.CORS_ORIGINS,
    maxStreams: read.MAX_STREAMS,
    maxStreamsPerAddress: read.MAX_STREAMS_PER_ADDRESS,
    ...(read.WEB_ROOT === '' ? {} : { webRoot: resolve(read.WEB_ROOT) }),
    logLevel: read.LOG_LEVEL,
  };
}

/** Reads the same and where the services are. Throws ConfigError that names every bad variable. */
export function loadClusterConfig(env: Environment = process.env): ClusterConfig {
  // All variables in one reading first, so that one error names all bad ones.
  const read = readEnvironment(env, clusterVariables);
  return {
    ...loadConfig(env),
    identityUrls: read.IDENTITY_URL,
    catalogUrls: read.CATALOG_URL,
    inventoryUrls: read.INVENTORY_URL,
    orderUrls: read.ORDER_URL,
    serviceToken: read.SERVICE_TOKEN,
  };
}
