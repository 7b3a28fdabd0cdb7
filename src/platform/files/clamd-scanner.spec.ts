import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { Clamd, describeWithClamd, eicar } from '../../../test/support/clamd.js';
import { ClamdScanner } from './clamd-scanner.js';
import { ScannerUnavailable } from './virus-scanner.js';

function inPieces(content: Buffer, size = 65_536): Readable {
  const starts = Array.from({ length: Math.ceil(content.length / size) }, (_, index) => index * size);
  return Readable.from(starts.map((start) => content.subarray(start, start + size)));
}

describeWithClamd('a real clamd', () => {
  let clamd: Clamd;
  beforeAll(async () => {
    clamd = await Clamd.start();
  });
  afterAll(() => clamd.stop());

  it.each([
    ['over TCP', () => clamd.url],
    ['over its socket', () => clamd.socketUrl],
  ])('%s tells what is clean from what is not', async (_, url) => {
    const scanner = new ClamdScanner(url());
    expect(await scanner.scan(inPieces(randomBytes(200_000)))).toBeUndefined();
    expect(await scanner.scan(inPieces(eicar))).toBe('Eicar-Test-Signature.UNOFFICIAL');
    expect(await scanner.scan(inPieces(Buffer.alloc(0)))).toBeUndefined();
  });

  it('finds what stands across two pieces, behind twenty megabytes', async () => {
    const content = Buffer.concat([randomBytes(20_000_000), eicar, randomBytes(1000)]);
    expect(await new ClamdScanner(clamd.url).scan(inPieces(content, 20_000_010))).toMatch(/^Eicar/);
  });

  it('is unavailable to who sends it more than it takes, or fails to send the rest', async () => {
    const scanner = new ClamdScanner(clamd.url);
    await expect(scanner.scan(inPieces(Buffer.alloc(30_000_000)))).rejects.toThrow(ScannerUnavailable);
    const broken = (async function* () {
      yield await Promise.resolve(eicar.subarray(0, 10));
      throw new Error('the store is gone');
    })();
    await expect(scanner.scan(broken)).rejects.toThrow(ScannerUnavailable);
    expect(await scanner.scan(inPieces(Buffer.from('clean')))).toBeUndefined();
  });
});

describe('a scanner that gives no verdict', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let answer: (socket: Socket) => void;

  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      answer(socket);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterAll(async () => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => server.close(resolve));
  });

  it.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.end()],
    ['never answers', () => undefined],
    ['talks nonsense', (socket) => socket.end('HTTP/1.1 200 OK\0')],
    ['reports an error', (socket) => socket.end("stream: Can't allocate memory ERROR\0")],
    ['answers without an end', (socket) => socket.end('stream: OK')],
    ['never stops', (socket) => socket.write('x'.repeat(10_000))],
  ])('and %s is unavailable', async (_, act) => {
    answer = act;
    const scanner = new ClamdScanner(`tcp://127.0.0.1:${(server.address() as { port: number }).port}`, 200);
    await expect(scanner.scan(inPieces(randomBytes(100_000)))).rejects.toThrow(ScannerUnavailable);
  });

  it('and is not there is unavailable', async () => {
    await expect(new ClamdScanner('tcp://127.0.0.1:1').scan(inPieces(eicar))).rejects.toThrow(ScannerUnavailable);
    await expect(new ClamdScanner('unix:/nowhere/clamd.ctl').scan(inPieces(eicar))).rejects.toThrow(ScannerUnavailable);
  });
});
