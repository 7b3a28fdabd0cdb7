/** A provider did not take a message. The message of this error is stored and shown: it never names the recipient. */
export class ProviderRefused extends Error {}

/** What may be stored of any error: the words of a `ProviderRefused`, of anything else no more than its name and code. */
export function sayableOf(error: unknown): string {
  if (error instanceof ProviderRefused) return error.message.slice(0, 200);
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return (
    [name, code]
      .filter((word) => typeof word === 'string')
      .join(' ')
      .slice(0, 200) || 'unknown'
  );
}
