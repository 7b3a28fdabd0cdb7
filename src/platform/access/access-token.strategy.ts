import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import jwt from 'jsonwebtoken';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Clock } from '../clock/clock.js';
import { NotSignedIn, SessionEnded } from '../problems/platform.problems.js';
import { AccessKeys } from './access-keys.js';
import type { AccessClaims } from './access-token.js';
import { CallerIdentity } from './caller.js';
import { EndedSessions } from './ended-sessions.js';

/** What a token's header claims; a token that is not even JSON has none, where `decode` throws. */
function keyIdOf(token: string): string | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header.kid;
  } catch {
    return undefined;
  }
}

/** Verifies the bearer token of a request with the published keys, without asking `accounts`. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    keys: AccessKeys,
    private readonly clock: Clock,
    private readonly endedSessions: EndedSessions,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['ES256'],
      // expiry is judged below by the platform's clock, which tests and local installations can move
      ignoreExpiration: true,
      secretOrKeyProvider: (_request, token, done) => {
        const key = keys.publicKey(keyIdOf(token as string));
        if (key === undefined) done(new NotSignedIn());
        else done(null, key);
      },
    });
  }

  async validate(claims: AccessClaims): Promise<CallerIdentity> {
    const isOver = claims.exp * 1000 <= this.clock.now().getTime();
    if (isOver || (await this.endedSessions.includes(claims.sid))) throw new SessionEnded();
    return new CallerIdentity(claims.sub, claims.sid, claims.roles, claims.bases);
  }
}
