const PATIENCE_MILLISECONDS = 20_000;
const PAUSE_MILLISECONDS = 20;

/** Waits for what another domain does later: tries `probe` until it no longer throws, and says `what` it waited for when it gives up. */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  patience = PATIENCE_MILLISECONDS,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}
