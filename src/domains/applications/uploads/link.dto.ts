import { InstantField, TextField } from '../../../platform/http/fields.js';
import { safeFileName } from '../../../platform/files/safe-file-name.js';
import type { ObjectStore } from '../../../platform/objects/object-store.js';
import type { StoredFile } from './stored-file.js';
import { FileNotAvailable, NoThumbnail } from './upload.problems.js';

const LINK_SECONDS = 5 * 60;
const THUMBNAIL_TYPE = 'image/jpeg';

/** A link that works for five minutes, for whoever holds it. */
export class DownloadLinkView {
  @TextField({ description: '下载地址', max: 4000, example: 'https://files.example.org/…' })
  readonly url: string;

  @InstantField({ description: '地址失效时间', example: '2026-11-23T02:05:00.000Z' })
  readonly expiresAt: string;
}

type LinkedFile = Pick<StoredFile, 'objectKey' | 'fileName' | 'mediaType' | 'status'> & {
  readonly thumbnailKey?: string | null;
};

/** Signs a short-lived link to a file, under the name that its owner gave it; refuses what is not kept any more. */
export async function linkTo(objects: ObjectStore, file: LinkedFile): Promise<DownloadLinkView> {
  const { objectKey, fileName, mediaType, status } = file;
  if (status !== 'kept') throw new FileNotAvailable({ members: { fileStatus: status } });
  return sign(objects, objectKey, fileName, mediaType);
}

/** The same for its thumbnail, a small JPEG, which only images have. */
export async function linkToThumbnail(objects: ObjectStore, file: LinkedFile): Promise<DownloadLinkView> {
  const { thumbnailKey, fileName, status } = file;
  if (status !== 'kept') throw new FileNotAvailable({ members: { fileStatus: status } });
  if (!thumbnailKey) throw new NoThumbnail();
  return sign(objects, thumbnailKey, safeFileName(fileName, THUMBNAIL_TYPE), THUMBNAIL_TYPE);
}

async function sign(objects: ObjectStore, key: string, fileName: string, mediaType: string): Promise<DownloadLinkView> {
  const options = { fileName, mediaType, expiresInSeconds: LINK_SECONDS, disposition: 'inline' } as const;
  const { url, expiresAt } = await objects.signedLink(key, options);
  return { url, expiresAt: expiresAt.toISOString() };
}
