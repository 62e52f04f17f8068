/** A request, ready to be sent. */
export type Outgoing = { method: 'GET' | 'POST'; path: string; headers: string[]; body: string | null };

/** Makes the requests of a load and tells which answers are as they should be. */
export type Source = {
  /** The next request of one of the senders, counted from 0; undefined when there is nothing left to send. */
  next(sender: number): Outgoing | undefined;
  /** What a sender still has to do when the time is over. */
  last?(sender: number): Outgoing | undefined;
  /** Whether the answer to a sender's last request is good; `start` is the beginning of its body. */
  judge(sender: number, status: number, start: Buffer): boolean;
};

const PAID = '"status":"paid"';
const LOOK_BYTES = 80;

/** Whether an answer begins as that of a paid purchase does. */
export function isPaid(status: number, start: Buffer): boolean {
  return status === 201 && start.toString('latin1', 0, LOOK_BYTES).includes(PAID);
}

/** The headers of a buyer's commands; a key is appended to each. */
export function buyerHeaders(token: string): string[] {
  return ['content-type', 'application/json', 'authorization', `Bearer ${token}`];
}

/** A purchase of four tickets in a row that is paid at once. */
export function purchaseOf(headers: string[], first: number, key: string): Outgoing {
  const body = `{"ticket_ids":[${first},${first + 1},${first + 2},${first + 3}],"payment":{"method":"card","token":"tok_approved"}}`;
  return { method: 'POST', path: '/v1/purchases', headers: [...headers, 'idempotency-key', key], body };
}
