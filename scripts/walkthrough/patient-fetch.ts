import { randomUUID } from 'node:crypto';

const PATIENCE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 200;

/**
 * `fetch` as a careful front end does it: every POST carries an Idempotency-Key, and a request whose answer was lost, or
 * that met a part that was down, is sent again with the same key until it is answered.
 */
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
    request.headers.set('idempotency-key', randomUUID());
  }
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      const response = await fetch(request.clone());
      if (response.status !== 503 || performance.now() > deadline) return response;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
}
