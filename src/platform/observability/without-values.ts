/**
 * An error as logs and dead letters may hold it. PostgreSQL quotes the values of a row in its message and detail, which
 * may be personal data: of its errors the code and the names stay, of every other the message, and the stack of both.
 */
export function withoutValues(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`${typeof error} was thrown`);
  const { code, severity, table, column, constraint } = error as Error & Partial<Record<string, string>>;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const names = [code, table, column, constraint].filter((part) => part !== undefined);
  const safe = new Error(severity === undefined ? error.message : `PostgreSQL refused: ${names.join(' ')}`);
  safe.name = error.name;
  safe.stack = [`${safe.name}: ${safe.message}`, ...frames].join('\n');
  return safe;
}
