import { createHmac, timingSafeEqual } from 'node:crypto';

/** All that a link of the file store says; every part is under its signature. */
export interface LinkClaims {
  readonly key: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly disposition: 'inline' | 'attachment';
  /** Seconds since 1970. */
  readonly expires: number;
}

/** Signs and checks links of the file store: HMAC-SHA256, base64url, compared in constant time. */
export class LinkSigner {
  constructor(private readonly secret: string) {}

  sign(claims: LinkClaims): string {
    return this.digest(claims).toString('base64url');
  }

  isSignedBy(claims: LinkClaims, signature: string): boolean {
    const given = Buffer.from(signature, 'base64url');
    const expected = this.digest(claims);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private digest({ key, fileName, mediaType, disposition, expires }: LinkClaims): Buffer {
    // a JSON array, since joined text would let one field's end pass for the next one's beginning
    const signed = JSON.stringify(['object-link', key, fileName, mediaType, disposition, expires]);
    return createHmac('sha256', this.secret).update(signed).digest();
  }
}
