import http from 'node:http';
import https from 'node:https';

/**
 * HTTP for the S3 client, which has no timeouts of its own: a request fails when nothing moves on its connection for
 * `answerWithinMs` before the answer's head, or for a minute after it, so that a store that has silently gone counts
 * as unavailable.
 */
export function impatientTransport(secure: boolean, answerWithinMs = 15_000): Pick<typeof http, 'request'> {
  const { request } = secure ? https : http;
  const impatient = (options: http.RequestOptions, onAnswer?: (answer: http.IncomingMessage) => void) => {
    const asked = request(options, (answer) => {
      asked.setTimeout(60_000);
      onAnswer?.(answer);
    });
    asked.setTimeout(answerWithinMs);
    asked.on('timeout', () => asked.destroy(new Error('the store does not answer')));
    return asked;
  };
  return { request: impatient as typeof http.request };
}
