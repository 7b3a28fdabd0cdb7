import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

/** Which of these programs are not in the path; those of `sbin` count, too. */
export const missingPrograms = (names: readonly string[]): string[] =>
  names.filter((name) => pathOf(name) === undefined);

/** Where a program is, undefined when it is nowhere. */
export function pathOf(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * `describe` for what needs a program that may not be installed. Without it the suite is skipped on a developer's
 * machine, saying why, and fails in CI, where a skipped suite would be taken for a passed one.
 */
export function describeIf(missing: string | undefined, name: string, suite: () => void): void {
  if (missing === undefined) {
    describe(name, suite);
  } else if (process.env.CI) {
    it(`${name}: has what it runs against`, () => {
      throw new Error(missing);
    });
  } else {
    process.stderr.write(`${name} is skipped: ${missing}\n`);
    describe.skip(name, suite);
  }
}

/** Ports of this machine that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as { port: number };
      await new Promise((resolve) => server.close(resolve));
      return port;
    }),
  );
}
