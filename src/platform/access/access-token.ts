import { Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { Clock } from '../clock/clock.js';
import { AccessKeys } from './access-keys.js';
import type { CallerIdentity } from './caller.js';
import type { Role } from './roles.js';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** The claims of an access token: ids and roles, no personal data. Times are seconds since 1970. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly roles: Role[];
  readonly bases: string[];
  readonly iat: number;
  readonly exp: number;
}

/** Signs access tokens; only where `accounts` runs, which alone has the private key. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: AccessKeys,
    private readonly clock: Clock,
  ) {}

  /** A token that says who `caller` is for the next 15 minutes. */
  sign(caller: Pick<CallerIdentity, 'id' | 'sessionId' | 'roles' | 'baseIds'>): string {
    const { signing } = this.keys;
    if (!signing) throw new Error('ACCESS_PRIVATE_KEY is not set in this process');
    const iat = Math.floor(this.clock.now().getTime() / 1000);
    const claims: AccessClaims = {
      sub: caller.id,
      sid: caller.sessionId,
      roles: [...caller.roles],
      bases: [...caller.baseIds],
      iat,
      exp: iat + ACCESS_TOKEN_SECONDS,
    };
    return jwt.sign(claims, signing.key, { algorithm: 'ES256', keyid: signing.kid });
  }
}
