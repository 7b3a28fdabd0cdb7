import { filePath } from '../../../platform/own-data/file-path.js';
import type { OwnDataFile } from '../../../platform/own-data/own-data-part.js';
import type { FrozenAttachment } from '../revisions/revision.entity.js';
import type { HeldRecords } from './held-records.js';

/** Every file of a trainee that is kept here, once, and where each stands in their export. */
export class OwnFiles {
  private readonly paths = new Map<string, string | null>();

  constructor({ attachments, revisions, pages }: Pick<HeldRecords, 'attachments' | 'revisions' | 'pages'>) {
    // lost or quarantined: told of, not handed out
    const withheld = [...attachments, ...pages].filter(({ status }) => status !== 'kept');
    for (const { objectKey } of withheld) this.paths.set(objectKey, null);
    // what a revision froze stays although its owner deleted it
    const frozen = revisions.flatMap((revision) => revision.attachments);
    for (const file of [...attachments, ...frozen]) this.add(`attachments/${file.kind}`, file);
    for (const page of pages) this.add('signature-pages', page);
  }

  /** Where a file stands, null when it is not available; throws for one that is not of this trainee. */
  pathOf({ objectKey }: Pick<FrozenAttachment, 'objectKey'>): string | null {
    const path = this.paths.get(objectKey);
    if (path === undefined) throw new Error('a file that was not collected');
    return path;
  }

  list(): OwnDataFile[] {
    return [...this.paths].flatMap(([objectKey, path]) => (path === null ? [] : [{ objectKey, path }]));
  }

  private add(folder: string, { objectKey, fileName }: Pick<FrozenAttachment, 'objectKey' | 'fileName'>): void {
    if (!this.paths.has(objectKey)) this.paths.set(objectKey, filePath(folder, this.paths.size + 1, fileName));
  }
}
