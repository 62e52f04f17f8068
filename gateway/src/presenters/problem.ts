import { Type } from '@fastify/type-provider-typebox';

/** An error as clients see it (RFC 9457). Some reasons add members, for example `tickets` or `decline_code`. */
export const ProblemBody = Type.Object(
  {
    type: Type.String({ format: 'uri', examples: ['urn:boxoffice:problem:ticket_unavailable'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'One sentence for people' }),
    reason: Type.String({ description: 'Stable machine code', examples: ['ticket_unavailable'] }),
    trace_id: Type.String({ description: 'The X-Request-Id of the answer' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String({ examples: ['seats.3'] }), message: Type.String() })),
    ),
  },
  { $id: 'Problem', additionalProperties: true },
);
