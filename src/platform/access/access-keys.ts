import { Injectable } from '@nestjs/common';
import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { Settings } from '../settings/settings.js';

export interface PublicJwk extends JsonWebKey {
  readonly kid: string;
}

/** The P-256 keys that access tokens are signed (accounts only) and verified (everybody) with. ES256, RFC 7518. */
@Injectable()
export class AccessKeys {
  readonly signing: { readonly kid: string; readonly key: KeyObject } | undefined;
  private readonly verifying: ReadonlyMap<string, { jwk: PublicJwk; pem: string }>;

  constructor(settings: Settings) {
    const given =
      settings.accessPublicKeys === undefined
        ? []
        : (JSON.parse(settings.accessPublicKeys) as { keys: JsonWebKey[] }).keys;
    const jwks = [...given];
    if (settings.accessPrivateKey !== undefined) {
      const key = createPrivateKey(settings.accessPrivateKey.replaceAll('\\n', '\n'));
      const jwk = createPublicKey(key).export({ format: 'jwk' });
      this.signing = { kid: thumbprint(jwk), key };
      jwks.push(jwk);
    }
    this.verifying = new Map(
      jwks.map(({ kty, crv, x, y }) => {
        const kid = thumbprint({ kty, crv, x, y });
        const pem = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        return [kid, { jwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' }, pem: pem.toString() }];
      }),
    );
  }

  /** What `/.well-known/jwks.json` answers. */
  jwks(): { keys: PublicJwk[] } {
    return { keys: [...this.verifying.values()].map(({ jwk }) => jwk) };
  }

  /** The public key in PEM that a token with this key id is verified with; undefined for a key that is not ours. */
  publicKey(kid: string | undefined): string | undefined {
    return this.verifying.get(kid ?? '')?.pem;
  }
}

/** JWK thumbprint of RFC 7638. */
function thumbprint({ kty, crv, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
