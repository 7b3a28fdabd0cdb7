import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { ScannerUnavailable, VirusScanner } from './virus-scanner.js';

// clamd itself gives up on a file after two minutes
const longestSilenceMs = 150_000;
const longestAnswer = 4096;

/**
 * ClamAV's daemon over its own protocol (clamd(8), INSTREAM): the file is sent in pieces, each with its length before
 * it, and a piece of length zero ends it. `tcp://host:3310`, or `unix:/path/to/socket` on the same machine.
 */
export class ClamdScanner extends VirusScanner {
  private readonly address: NetConnectOpts;

  constructor(
    url: string,
    private readonly silenceMs = longestSilenceMs,
  ) {
    super();
    const { protocol, hostname, port, pathname } = new URL(url);
    this.address =
      protocol === 'unix:'
        ? { path: decodeURIComponent(pathname) }
        : { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3310) };
  }

  override async scan(content: AsyncIterable<Buffer>): Promise<string | undefined> {
    const answer = await this.ask(content);
    const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (found === undefined && answer !== 'stream: OK') throw new ScannerUnavailable(`it says: ${answer}`);
    return found;
  }

  private async ask(content: AsyncIterable<Buffer>): Promise<string> {
    const socket = connect(this.address);
    try {
      socket.setTimeout(this.silenceMs, () => socket.destroy(new Error('it does not answer')));
      const pieces = inPieces(content, (error) => socket.destroy(error));
      // it answers and hangs up while we are still sending when it wants no more of the file: the answer counts
      const sent = pipeline(pieces, socket, { end: false }).catch(() => undefined);
      const answer = await readAnswer(socket);
      await sent;
      return answer;
    } catch (error) {
      throw new ScannerUnavailable(error);
    } finally {
      socket.destroy();
    }
  }
}

/** The request, with the end only when the file came to its end: half a file must not be called clean. */
async function* inPieces(
  content: AsyncIterable<Buffer>,
  onFailure: (error: Error) => void,
): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('zINSTREAM\0');
  try {
    for await (const piece of content) {
      if (piece.length === 0) continue;
      yield lengthOf(piece.length);
      yield piece;
    }
  } catch (error) {
    return onFailure(error as Error);
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** What comes before the NUL that ends an answer; fails when the connection ends without one. */
async function readAnswer(socket: Socket): Promise<string> {
  let answer = '';
  for await (const piece of socket) {
    answer += (piece as Buffer).toString('utf8');
    const end = answer.indexOf('\0');
    if (end >= 0) return answer.slice(0, end);
    if (answer.length > longestAnswer) break;
  }
  throw new Error('it hung up without an answer');
}
