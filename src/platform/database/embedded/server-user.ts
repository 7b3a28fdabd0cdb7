import { statSync } from 'node:fs';
import path from 'node:path';

/** The user that the server runs as, in the form that `spawn` takes; empty where it is the user of this process. */
export type ServerUser = { uid: number; gid: number } | Record<string, never>;

const NOBODY = { uid: 65534, gid: 65534 };

/**
 * Who runs the server of `cluster`, which need not exist yet. PostgreSQL refuses to run as root: then it is the cluster's
 * owner, so that root can start what another user made, and `nobody` for a new cluster.
 */
export function serverUserOf(cluster: string): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const made = statSync(cluster, { throwIfNoEntry: false });
  return made && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : NOBODY;
}

/** Whether `user` may pass through `folder` and every folder above it. */
export function canReach(folder: string, user: ServerUser): boolean {
  if (user.uid === undefined) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const pass = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & pass)) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Where root keeps what the server's user must reach when the project lies in a closed home; only root can write there. */
export const SHELTER = '/var/lib/guangxi-art-training-platform';
