import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ApiProblems } from '../problems/api-problems.js';
import { AccessKeys, type PublicJwk } from './access-keys.js';
import { Allow } from './allow.js';

/** The keys that access tokens are verified with, as JWKS (RFC 7517). */
@Controller('.well-known/jwks.json')
@ApiExcludeController()
export class JwksController {
  constructor(private readonly keys: AccessKeys) {}

  @Get()
  @Allow('anyone')
  @ApiProblems()
  @Header('cache-control', 'public, max-age=300')
  jwks(): { keys: PublicJwk[] } {
    return this.keys.jwks();
  }
}
