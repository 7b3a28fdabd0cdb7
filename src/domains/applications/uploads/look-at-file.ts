import type { VirusScanner } from '../../../platform/files/virus-scanner.js';
import { Measured } from '../../../platform/objects/measured.js';
import { ObjectMissing, type ObjectStore } from '../../../platform/objects/object-store.js';
import type { CheckedFile, Found } from './checked-files.js';
import type { FileStatus } from './stored-file.js';

/** What has become of a file's objects; one that was looked at before is read whole, against its hash and by the scanner. */
export async function lookAtFile(file: CheckedFile, objects: ObjectStore, scanner: VirusScanner): Promise<Found> {
  const { thumbnailKey } = file;
  const hasThumbnail = thumbnailKey !== null && (await objects.stat(thumbnailKey)) !== undefined;
  return { status: await statusOf(file, objects, scanner), thumbnailKey: hasThumbnail ? thumbnailKey : null };
}

async function statusOf(file: CheckedFile, objects: ObjectStore, scanner: VirusScanner): Promise<FileStatus> {
  const facts = await objects.stat(file.objectKey);
  if (facts?.size !== file.size) return 'lost';
  // hashed and scanned as it came in
  if (!file.wasChecked) return 'kept';
  try {
    const measured = new Measured();
    for await (const piece of measured.through(contentOf(file, objects))) void piece;
    if (measured.result().sha256 !== file.sha256) return 'lost';
    const infection = await scanner.scan(contentOf(file, objects));
    return infection === undefined ? 'kept' : 'quarantined';
  } catch (error) {
    if (error instanceof ObjectMissing) return 'lost';
    throw error;
  }
}

/** Opened when it is read, so that where nothing scans nothing is left open. */
async function* contentOf({ objectKey }: CheckedFile, objects: ObjectStore): AsyncGenerator<Buffer> {
  for await (const piece of await objects.get(objectKey)) yield piece as Buffer;
}
