const PATH = '/api/v1/verifications/application-forms/';
const NUMBER = /\/api\/v1\/verifications\/application-forms\/(SQ\d{4}-[0-9A-HJKMNP-TV-Z]{10})$/i;

/** What the QR code of a printed form says: where anyone can verify it. */
export const verificationUrl = (callersUrl: string, number: string): string => `${callersUrl}${PATH}${number}`;

/** The number in a text that a QR code holds, at whatever address the platform was when it was printed; else undefined. */
export const numberInCode = (text: string): string | undefined => NUMBER.exec(text.trim())?.[1]?.toUpperCase();
