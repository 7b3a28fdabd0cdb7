import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpSmsGateway } from './http-sms-gateway.js';
import { ProviderRefused, sayableOf } from './provider-refused.js';

const sms = {
  reference: '6f1f7a86-3c55-4f0e-9a80-2b7d3f4c9d11',
  to: '13812345678',
  text: '【示例】您好',
  code: '123456',
};

let server: Server;
let url: string;
let seen: { method?: string; headers: IncomingHttpHeaders; body: unknown }[];
let answer: number | 'silence' | 'elsewhere';

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        method: request.method,
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      if (answer === 'silence') return;
      if (answer === 'elsewhere') response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
      else response.writeHead(answer, { 'content-type': 'text/plain' }).end(`about ${sms.to}`);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
});
beforeEach(() => {
  [seen, answer] = [[], 200];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('posts the message with its token and the delivery as key', async () => {
  await new HttpSmsGateway(url, 'secret').send(sms);
  expect(seen).toEqual([
    {
      method: 'POST',
      headers: expect.objectContaining({
        authorization: 'Bearer secret',
        'content-type': 'application/json',
        'idempotency-key': sms.reference,
      }),
      body: { to: sms.to, text: sms.text, reference: sms.reference },
    },
  ]);
});

it('sends no authorization where none is set', async () => {
  await new HttpSmsGateway(url, undefined).send(sms);
  expect(seen[0]?.headers).not.toHaveProperty('authorization');
});

it.each([400, 401, 429, 500, 503])('takes %d for a no, in words without the recipient', async (status) => {
  answer = status;
  const refusal = await new HttpSmsGateway(url, 'secret').send(sms).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ProviderRefused);
  expect(sayableOf(refusal)).toBe(`the SMS gateway answered ${status}`);
});

it('follows no redirect with its token', async () => {
  answer = 'elsewhere';
  await expect(new HttpSmsGateway(url, 'secret').send(sms)).rejects.toThrow('was not reached');
});

it('gives up on a gateway that does not answer', async () => {
  answer = 'silence';
  await expect(new HttpSmsGateway(url, 'secret', 100).send(sms)).rejects.toThrow('did not answer in time');
});

it('says of any other error no more than its name and code', () => {
  const error = Object.assign(new TypeError(`cannot send to ${sms.to}`), { code: 'EBROKEN' });
  expect(sayableOf(error)).toBe('TypeError EBROKEN');
  expect(sayableOf(null)).toBe('unknown');
});
