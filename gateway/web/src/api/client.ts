import createClient from 'openapi-fetch';
import { createAuthorizedFetch } from './authorized-fetch.ts';
import type { paths } from './schema.ts';
import { session } from './session.ts';

/** Sends a request of any kind with the access token; for what the typed client does not know, as streams. */
export const authorizedFetch = createAuthorizedFetch(session);

/** The REST API, typed by its OpenAPI document. Wrap calls in `call` to get data or a ProblemError. */
export const api = createClient<paths>({ fetch: authorizedFetch });
