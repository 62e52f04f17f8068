import { type Static, Type } from '@fastify/type-provider-typebox';
import { chooseLanguage, chooseMediaType } from '../accept.ts';
import { HttpError } from '../errors.ts';
import { createKeySet } from '../key-set.ts';
import { type AdmissionPass, readPass } from '../passes/admission-pass.ts';
import { passCalendar } from '../passes/pass-calendar.ts';
import { passPdf } from '../passes/pass-pdf.ts';
import { LANGUAGES, type Language } from '../passes/pass-words.ts';
import { qrCodeSvg } from '../passes/qr-code.ts';
import { Id } from '../presenters/common.ts';
import { KeySetBody, presentKeySet } from '../presenters/key-set.ts';
import { PassBody, presentPass } from '../presenters/pass.ts';
import type { App } from '../server.ts';
import type { Services } from '../services.ts';

const tags = ['Purchases'];

type File = { disposition: string; write(pass: AdmissionPass, language: Language): string | Promise<string | Buffer> };

// The forms a pass has beside JSON.
const FILES: Record<string, File> = {
  'application/pdf': { disposition: 'inline; filename="pass-*.pdf"', write: passPdf },
  'image/svg+xml': { disposition: 'inline; filename="pass-*.svg"', write: ({ code }) => qrCodeSvg(code) },
  'text/calendar': { disposition: 'attachment; filename="pass-*.ics"', write: passCalendar },
};

const FORMS = ['application/json', ...Object.keys(FILES)];

const file = (format?: string) => ({ schema: { type: 'string', ...(format === undefined ? {} : { format }) } });
const AnyForm = Type.Unsafe<Static<typeof PassBody.schema> | string | Buffer>({
  content: {
    'application/json': { schema: PassBody.ref },
    'application/pdf': file('binary'),
    'image/svg+xml': file(),
    'text/calendar': file(),
  },
});

function readOne(app: App, services: Services): void {
  const schema = {
    tags,
    summary: 'Read the admission pass of one of the own tickets',
    description:
      'As `Accept` asks: JSON with the signed code (the default), a page to print (PDF), its QR code alone (SVG) or an entry ' +
      'for a calendar (ICS); `Accept-Language` chooses English or Portuguese. The same sale always has the same code. ' +
      'Raises `pass_not_available` for a ticket that is not sold, `not_acceptable`.',
    params: Type.Object({ id: Id, ticket_id: Id }),
    response: { 200: AnyForm },
  };
  const options = { config: { role: 'customer', errors: [406, 409] }, schema } as const;
  app.get('/v1/purchases/:id/tickets/:ticket_id/pass', options, async (request, reply) => {
    const { accept, 'accept-language': languages } = request.headers;
    const { id, ticket_id: ticketId } = request.params;
    reply.header('vary', [reply.getHeader('vary'), 'Accept, Accept-Language'].flat().filter(Boolean).join(', '));
    const form = chooseMediaType(accept, FORMS);
    if (form === undefined) throw new HttpError(406, 'not_acceptable', `A pass is one of ${FORMS.join(', ')}.`);
    const pass = await readPass(services, request, id, ticketId);
    const { disposition, write } = FILES[form] ?? {};
    if (!disposition || !write) return presentPass(pass);
    const language = chooseLanguage(languages, LANGUAGES);
    reply.header('content-disposition', disposition.replace('*', String(ticketId)));
    reply.header('content-language', language);
    return reply.type(form.startsWith('text/') ? `${form}; charset=utf-8` : form).send(await write(pass, language));
  });
}

/** Routes of admission passes, and the keys for those who let people in. */
export function passRoutes(app: App, services: Services): void {
  readOne(app, services);

  const keySet = createKeySet({ getKeySet: (request, options) => services.order.getPassKeys(request, options) });
  const keys = {
    tags: ['Operation'],
    summary: 'The keys that verify the codes of passes (RFC 7517)',
    description: 'Keep them: with them a code can be checked without a connection.',
    response: { 200: KeySetBody },
  };
  app.get('/.well-known/pass-keys.json', { schema: keys }, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=60');
    return presentKeySet(await keySet.document());
  });
}
