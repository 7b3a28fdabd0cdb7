import { InstantField, TextField } from '../../../platform/http/fields.js';
import type { ObjectStore } from '../../../platform/objects/object-store.js';
import type { StoredFile } from './stored-file.js';

const LINK_SECONDS = 5 * 60;

/** A link that works for five minutes, for whoever holds it. */
export class DownloadLinkView {
  @TextField({ description: '下载地址', max: 4000, example: 'https://files.example.org/…' })
  readonly url: string;

  @InstantField({ description: '地址失效时间', example: '2026-11-23T02:05:00.000Z' })
  readonly expiresAt: string;
}

/** Signs a short-lived link to a file, under the name that its owner gave it. */
export async function linkTo(
  objects: ObjectStore,
  { objectKey, fileName, mediaType }: Pick<StoredFile, 'objectKey' | 'fileName' | 'mediaType'>,
): Promise<DownloadLinkView> {
  const { url, expiresAt } = await objects.signedLink(objectKey, {
    fileName,
    mediaType,
    expiresInSeconds: LINK_SECONDS,
    disposition: 'inline',
  });
  return { url, expiresAt: expiresAt.toISOString() };
}
