import path from 'node:path';
import type { AcceptedType } from './identify-file.js';

const longestName = 100;
const extensions: Readonly<Record<AcceptedType, readonly [string, ...string[]]>> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/pdf': ['.pdf'],
};
// of these Windows makes devices, whatever the extension
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * A file's name as it may be kept, shown and saved on any system: without folders, control and invisible characters
 * (those that turn the reading direction around, too), characters and names that Windows forbids, leading or trailing dots; at
 * most 100 characters. `mediaType` decides the extension. What leaves nothing becomes 未命名.
 */
export function safeFileName(name: string, mediaType?: AcceptedType): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(deviceName, (name) => `_${name}`);

  const given = path.extname(clean);
  const kept = mediaType === undefined || extensions[mediaType].includes(given.toLowerCase());
  const extension = kept ? given.slice(0, 12) : extensions[mediaType][0];
  // another known type's extension is replaced, anything else after a dot is part of the name (如“证书2.扫描件”)
  const known = Object.values(extensions).flat().includes(given.toLowerCase());
  const stem = kept || known ? clean.slice(0, clean.length - given.length) : clean;

  const short = Array.from(stem)
    .slice(0, longestName - Array.from(extension).length)
    .join('')
    .trimEnd();
  return `${short === '' ? '未命名' : short}${extension}`;
}
