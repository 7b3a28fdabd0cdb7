import { Logger } from '@nestjs/common';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const BEAT_MILLISECONDS = 250;
const ANSWER_PATIENCE_MILLISECONDS = 2000;
const CONNECT_PATIENCE_MILLISECONDS = 10_000;
const RECONNECT_MILLISECONDS = 250;

export interface Listening {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly channel: string;
  /** Takes a payload that was notified. */
  readonly hear: (payload: string) => void;
  /** Reads what was notified before this connection began to listen; called anew after each interruption. */
  readonly catchUp: (client: pg.Client) => Promise<unknown>;
}

interface Line {
  readonly client: pg.Client;
  readonly socket: net.Socket;
}

/**
 * A connection that LISTENs to one channel and knows how far it can be trusted. PostgreSQL sends a listener whatever was
 * notified before it says that it is ready for the next question, so each answer proves that nothing is missing that was
 * committed before its question. A connection that does not answer, a half-open one too, is replaced.
 */
export class WatchedListener {
  private readonly logger = new Logger(WatchedListener.name);
  private readonly stopping = new AbortController();
  private line: Line | undefined;
  private following: Promise<void> = Promise.resolve();
  // of the machine's monotonic clock: the last question that was answered
  private askedAt = -Infinity;

  constructor(private readonly listening: Listening) {}

  /** Everything has been heard that was committed longer ago than this; grows while nothing answers. */
  get behindMilliseconds(): number {
    return performance.now() - this.askedAt;
  }

  /** Listens from here on, across interruptions; rejects when the database does not let us in to begin with. */
  async start(): Promise<void> {
    this.line = await this.connect();
    this.following = this.follow(this.line);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
    const { line } = this;
    if (line) await within(ANSWER_PATIENCE_MILLISECONDS, line, () => line.client.end());
  }

  private async follow(line: Line): Promise<void> {
    for (let current: Line | undefined = line; current; current = await this.replace(current)) {
      const { client } = current;
      try {
        while (await this.waited(BEAT_MILLISECONDS)) {
          const askedAt = performance.now();
          await within(ANSWER_PATIENCE_MILLISECONDS, current, () => client.query('select 1'));
          this.askedAt = askedAt;
        }
        return;
      } catch (error) {
        this.logger.warn(`${this.listening.channel} is not heard: ${(error as Error).message}`);
      }
    }
  }

  /** Another connection in place of one that broke; undefined once this is being stopped. */
  private async replace(broken: Line): Promise<Line | undefined> {
    broken.socket.destroy();
    while (await this.waited(RECONNECT_MILLISECONDS)) {
      this.line = await this.connect().catch(() => undefined);
      if (!this.line) continue;
      this.logger.log(`${this.listening.channel} is heard again`);
      return this.line;
    }
    return undefined;
  }

  /** Listens first and reads after, so that nothing notified in between is missed. */
  private async connect(): Promise<Line> {
    const { databaseUrl, applicationName, channel, hear, catchUp } = this.listening;
    const socket = new net.Socket();
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: applicationName,
      keepAlive: true,
      stream: () => socket,
    });
    client.on('notification', ({ payload }) => payload !== undefined && hear(payload));
    // whoever waits for an answer is told; without a listener it would end the process
    client.on('error', () => undefined);
    const line = { client, socket };
    try {
      await within(CONNECT_PATIENCE_MILLISECONDS, line, async () => {
        await client.connect();
        await client.query(`listen ${channel}`);
        const askedAt = performance.now();
        await catchUp(client);
        this.askedAt = askedAt;
      });
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return line;
  }

  /** False once this is being stopped. */
  private async waited(milliseconds: number): Promise<boolean> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    return !this.stopping.signal.aborted;
  }
}

/** Hangs up on a line that takes longer, which makes whatever waits for it reject. */
async function within(milliseconds: number, { socket }: Line, work: () => Promise<unknown>): Promise<void> {
  const giveUp = setTimeout(() => socket.destroy(), milliseconds);
  try {
    await work();
  } finally {
    clearTimeout(giveUp);
  }
}
