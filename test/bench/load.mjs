// Runs in a thread of its own, so that making requests does not take time from the server that answers them.
import { Buffer } from 'node:buffer';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';

const { url, requests, connections, milliseconds } = workerData;
const { hostname, port } = new URL(url);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const latencies = [];
const refused = [];
const deadline = performance.now() + milliseconds;
let next = 0;

/** One connection's life: the next request as soon as the last is answered. Without time to fill, each request is sent once. */
async function keepAsking(lane) {
  for (let round = 0; milliseconds === 0 || performance.now() < deadline; round++) {
    const wanted = requestFor(lane, round);
    if (!wanted) return;
    const begun = performance.now();
    const status = await ask(wanted);
    latencies.push(performance.now() - begun);
    if (status >= 300) refused.push(status);
  }
}

function requestFor(lane, round) {
  const wanted = milliseconds === 0 ? requests[next++] : requests[lane % requests.length];
  if (!wanted?.counted) return wanted;
  // a draft is saved on top of the version that the round before left
  return { ...wanted, headers: { ...wanted.headers, 'if-match': `"${round + wanted.counted}"` } };
}

const ask = ({ method, path, headers, body }) =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request({ hostname, port, agent, method, path, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const begun = performance.now();
await Promise.all(Array.from({ length: connections }, (_, lane) => keepAsking(lane)));
const seconds = (performance.now() - begun) / 1000;
agent.destroy();
parentPort.postMessage({ latencies, seconds, refused });
