import { type Document, Packer } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const CORE = 'docProps/core.xml';
// 1 January 1980, the first that a ZIP file can name: entries carry no time of their own
const NO_TIME = '1980-01-01T00:00:00Z';

/** The bytes of a DOCX; the library would write the time of day into it, and the same document would differ each time. */
export async function packed(document: Document, createdAt: Date): Promise<Uint8Array> {
  const files = unzipSync(await Packer.toBuffer(document));
  const core = strFromU8(files[CORE] ?? new Uint8Array());
  const time = createdAt.toISOString();
  files[CORE] = strToU8(core.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${time}`));
  return zipSync(files, { mtime: NO_TIME });
}
