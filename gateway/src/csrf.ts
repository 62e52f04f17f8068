import { DomainError } from '@boxoffice/kernel';
import type { FastifyRequest } from 'fastify';

/** What tells where a request comes from. */
type Origin = { host: string; headers: FastifyRequest['headers'] };

// The page is one of ours, or there is none: the user typed the address.
const OWN_SITES = ['same-origin', 'none'];

function isCrossSite({ host, headers }: Origin, allowedOrigins: readonly string[]): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return false;
  // Browsers set it by themselves, for pages that were loaded safely; no script can.
  if (site !== undefined) return !OWN_SITES.includes(String(site));
  // A client that sends neither is no browser: it has no cookies of anybody else.
  return origin !== undefined && URL.parse(origin)?.host !== host.toLowerCase();
}

/**
 * Refuses requests that a page of another origin made a browser send along with its cookies, unless its origin is allowed
 * to call. Throws `cross_site_request`. Must be asked before anything is done that cookies allow.
 */
export function refuseCrossSite(request: Origin, allowedOrigins: readonly string[]): void {
  if (!isCrossSite(request, allowedOrigins)) return;
  throw new DomainError('forbidden', 'cross_site_request', 'A page of another site may not use this session.');
}
