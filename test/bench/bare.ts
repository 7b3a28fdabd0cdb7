import Fastify from 'fastify';
import pg from 'pg';
import type { Statement } from './recorded-statements.js';

/** The barest program that does the same: parses the request, runs the statements that the platform ran, answers the same. */
export interface Bare {
  readonly url: string;
  stop(): Promise<void>;
}

export interface BareWork {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly answer: unknown;
  readonly statements: readonly Statement[];
  /** The statements for the request that is `turn`th: other rows, other ids. */
  readonly adapt?: (statement: Statement, turn: number, lane: string) => Statement;
}

export async function startBare(databaseUrl: string, poolSize: number, work: BareWork): Promise<Bare> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const server = Fastify();
  let turn = 0;
  server.route({
    method: work.method,
    url: work.path,
    handler: async (request, reply) => {
      const mine = turn++;
      if (work.statements.length > 0) {
        const lane = String(request.headers['x-lane'] ?? '');
        const client = await pool.connect();
        try {
          for (const statement of work.statements) {
            const { text, values } = work.adapt?.(statement, mine, lane) ?? statement;
            await client.query(text, [...values]);
          }
        } finally {
          client.release();
        }
      }
      return reply.send(work.answer);
    },
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    stop: async () => {
      await server.close();
      await pool.end();
    },
  };
}
