/** A problem document (RFC 9457), members of its own reason included. */
export type ProblemBody = Readonly<Record<string, unknown>>;

/** A field that the API refused, as in `seats.3`. */
export type FieldProblem = { field: string; message: string };

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** What the API refused, or could not be asked: then `status` is 0 and `reason` is `network`. */
export class ProblemError extends Error {
  readonly status: number;
  /** Stable machine code; `unknown` where the answer was no problem document. */
  readonly reason: string;
  readonly detail: string;
  readonly body: ProblemBody;

  constructor(status: number, reason: string, detail: string, body: ProblemBody = {}) {
    super(`${reason}: ${detail}`);
    this.name = 'ProblemError';
    this.status = status;
    this.reason = reason;
    this.detail = detail;
    this.body = body;
  }

  /** Reads the body of a refused request, whatever it is. */
  static from(status: number, body: unknown): ProblemError {
    const document: ProblemBody = typeof body === 'object' && body !== null ? { ...body } : {};
    const { reason, detail } = document;
    return new ProblemError(
      status,
      typeof reason === 'string' ? reason : 'unknown',
      typeof detail === 'string' ? detail : `The server answered ${status}.`,
      document,
    );
  }

  /** The fields that were refused; none for other reasons. */
  get fields(): FieldProblem[] {
    const { errors } = this.body;
    return Array.isArray(errors) ? errors.filter(isFieldProblem) : [];
  }
}

function isFieldProblem(value: unknown): value is FieldProblem {
  if (typeof value !== 'object' || value === null) return false;
  const { field, message } = value as Partial<FieldProblem>;
  return typeof field === 'string' && typeof message === 'string';
}

/** Reads a refused answer of `fetch`. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  return ProblemError.from(response.status, body);
}

/** An error as callers see it: an interrupted request stays what it is, one that found no server is a ProblemError. */
export function asProblem(error: unknown): unknown {
  if (error instanceof ProblemError) return error;
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  if (error instanceof TypeError) return new ProblemError(0, 'network', error.message);
  return error;
}

/** The data of an answer of the client. Throws ProblemError for every other outcome; an aborted request stays one. */
export async function call<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer.catch((cause) => {
    throw asProblem(cause);
  });
  if (!response.ok) throw ProblemError.from(response.status, error);
  // A 204 has no data, and no type that says otherwise.
  return data as Data;
}
