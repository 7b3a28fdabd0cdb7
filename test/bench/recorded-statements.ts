import pg from 'pg';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Query = (this: pg.Client & { connectionParameters: { application_name?: string } }, ...args: unknown[]) => unknown;

/**
 * The statements of `work` up to its first commit: what consumers do after that is no part of the request. All of them
 * where no consumers run and `untilCommit` is false.
 */
export async function recordStatements(work: () => Promise<unknown>, untilCommit = true): Promise<Statement[]> {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (...args) {
    const [first, second] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    const values = Array.isArray(second) ? second : (first as { values?: unknown[] }).values;
    // the queue, and the connection that hears of ended sessions
    const isBeside = this.connectionParameters.application_name?.startsWith('platform-') ?? false;
    const isOver = untilCommit && statements.at(-1)?.text === 'commit';
    if (text !== undefined && !isBeside && !isOver) statements.push({ text, values: values ?? [] });
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return statements;
}
