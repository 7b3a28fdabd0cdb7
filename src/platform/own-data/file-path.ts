import path from 'node:path';
import { safeFileName } from '../files/safe-file-name.js';

/** `files/attachments/photo/01-证件照.jpg`: the number, which is unique within `folder`, keeps files of one name apart. */
export const filePath = (folder: string, number: number, fileName: string): string =>
  path.posix.join('files', folder, `${String(number).padStart(2, '0')}-${safeFileName(fileName)}`);
