import type { EntityManager } from '@mikro-orm/postgresql';
import { KeyReused } from '../problems/platform.problems.js';

export interface KeyedRequest {
  readonly key: string;
  readonly caller: string;
  readonly route: string;
  /** 64 hex digits over what makes the request the same request: body or file. */
  readonly requestHash: string;
}

export interface KeyedAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Those headers that belong to the answer, such as its ETag. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Runs `act` in the transaction that also holds its key and answer, so that a repeated request finds either both or
 * neither, whatever crashed between. A second request with the key waits for the first and gets its answer; one with
 * another body is refused with `request.idempotency-key-reused`. A refused or failed act leaves the key free.
 */
export async function answerOnce(
  em: EntityManager,
  request: KeyedRequest,
  now: Date,
  act: () => Promise<KeyedAnswer>,
): Promise<KeyedAnswer> {
  const { key, caller, route, requestHash } = request;
  return em.transactional(async (tx) => {
    const [claimed] = await tx.execute<{ key: string }[]>(
      `insert into platform.idempotency_key (key, caller, route, request_hash, created_at) values (?, ?, ?, ?, ?)
       on conflict (key, caller, route) do nothing returning key`,
      [key, caller, route, requestHash, now],
    );
    if (!claimed) return repeated(tx, request);
    const answer = await act();
    await tx.execute(
      `update platform.idempotency_key set status = ?, answer = ?::jsonb, headers = ?::jsonb where key = ? and caller = ? and route = ?`,
      [answer.status, JSON.stringify(answer.body ?? null), JSON.stringify(answer.headers ?? {}), key, caller, route],
    );
    return answer;
  });
}

interface Kept {
  readonly request_hash: string;
  readonly status: number;
  readonly answer: unknown;
  readonly headers: Record<string, string> | null;
}

async function repeated(em: EntityManager, { key, caller, route, requestHash }: KeyedRequest): Promise<KeyedAnswer> {
  const [kept] = await em.execute<(Kept | undefined)[]>(
    `select request_hash, status, answer, headers from platform.idempotency_key where key = ? and caller = ? and route = ?`,
    [key, caller, route],
  );
  if (kept?.request_hash !== requestHash) throw new KeyReused();
  return { status: kept.status, body: kept.answer, headers: kept.headers ?? {} };
}
