import type { LinkOptions } from './object-store.js';

const harmlessInline: readonly string[] = ['image/jpeg', 'image/png', 'application/pdf'];

/** `inline` only where it was asked for and the type cannot run scripts in the browser that opens it. */
export function safeDisposition({ mediaType, disposition }: Pick<LinkOptions, 'mediaType' | 'disposition'>) {
  return disposition === 'inline' && harmlessInline.includes(mediaType) ? 'inline' : 'attachment';
}

/**
 * A Content-Disposition header value (RFC 6266): an ASCII `filename` for old clients, and the true name as
 * `filename*` in UTF-8 (RFC 5987). Control characters and lone surrogates are replaced, so that no name can end the
 * header or fail to encode.
 */
export function contentDisposition(disposition: 'inline' | 'attachment', fileName: string): string {
  const name = fileName.toWellFormed().replace(/\p{Cc}/gu, '_');
  const ascii = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
