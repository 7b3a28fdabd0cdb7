import { MAX_ATTACHMENT_BYTES } from '../../recruitment/contracts/index.js';
import type { UploadRules } from '../../../platform/files/accept-upload.js';

/** A scanned document. */
export const documentRules: UploadRules = {
  allow: ['application/pdf', 'image/jpeg', 'image/png'],
  maxBytes: MAX_ATTACHMENT_BYTES,
};

/** A page of the signed form, whose QR code tells which form it is. */
export const signaturePageRules: UploadRules = { ...documentRules, qrCodes: true };

/**
 * 证件照, as it is printed on the form (25 × 35 mm) and the admission ticket, cropped to that shape: enough pixels, and
 * not so slim or broad that the crop would cut off the head. What a plan asks for beyond that (format, size) is data.
 */
export const photoRules: UploadRules = {
  allow: ['image/jpeg', 'image/png'],
  image: { minWidth: 240, minHeight: 320, portrait: true, minRatio: 0.6, maxRatio: 0.85 },
  maxBytes: 10 * 1024 * 1024,
};
