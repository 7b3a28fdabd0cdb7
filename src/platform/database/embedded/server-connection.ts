import net from 'node:net';
import pg from 'pg';

/**
 * A connection to the server at `url` if that is the server of `cluster` and none other that happens to listen on the
 * port; undefined when nobody answers, or somebody else. The caller ends it.
 */
export async function connectTo(
  url: string,
  cluster: string,
  socket = new net.Socket(),
): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, stream: () => socket });
  // a lost connection also comes as 'end'; without a listener 'error' would end the process
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    if (rows[0]?.folder === cluster) return client;
  } catch {
    // not there, not ready, or not ours
  }
  await client.end().catch(() => undefined);
  return undefined;
}

/** Resolves when the server of `cluster` no longer answers; the wait does not keep this process alive. */
export async function untilGone(url: string, cluster: string): Promise<string> {
  for (;;) {
    const socket = new net.Socket();
    const client = await connectTo(url, cluster, socket);
    if (!client) return 'PostgreSQL no longer answers';
    socket.unref();
    await new Promise((resolve) => client.once('end', resolve));
  }
}
