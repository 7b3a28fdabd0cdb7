import type { FormDocument } from './form-document.js';

/** What stands at the foot of every page, in every format. */
export const footLines = ({ documentNumber, digest, qr, footer }: FormDocument): string[] =>
  [
    documentNumber ? `编号：${documentNumber}` : '',
    digest ? `校验码：${digest}` : '',
    qr?.caption ?? '',
    footer ?? '',
  ].filter((line) => line !== '');
