import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../access/allow.js';
import { Clock } from '../clock/clock.js';
import { ApiProblems } from '../problems/api-problems.js';
import { contentDisposition } from './content-disposition.js';
import { FileObjectStore } from './file-object-store.js';
import { isKey } from './keys.js';
import type { LinkClaims } from './link-signer.js';
import { ObjectMissing, ObjectStore } from './object-store.js';
import { LinkExpired, LinkNotValid, ObjectNotFound } from './objects.problems.js';

/** Answers the links that the file store signs. Not in the API documents: callers follow links, never build them. */
@Controller('objects')
export class ObjectsController {
  constructor(
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  @Get('*')
  @Allow('anyone')
  @ApiExcludeEndpoint()
  @ApiProblems(LinkNotValid, LinkExpired, ObjectNotFound)
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'private, no-store')
  @Header('Referrer-Policy', 'no-referrer')
  async followLink(
    @Param('*') key: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    if (!(this.store instanceof FileObjectStore)) throw new ObjectNotFound();

    const claims = claimsOf(key, query);
    if (!claims || !this.store.signer.isSignedBy(claims, String(query.signature))) throw new LinkNotValid();
    if (this.clock.now().getTime() >= claims.expires * 1000) throw new LinkExpired();

    const facts = await this.store.stat(claims.key);
    if (!facts) throw new ObjectNotFound();
    const content = await this.store.get(claims.key).catch((error: unknown) => {
      throw error instanceof ObjectMissing ? new ObjectNotFound() : error;
    });
    void reply.header('Content-Security-Policy', policyFor(claims));
    return new StreamableFile(content, {
      type: claims.mediaType,
      disposition: contentDisposition(claims.disposition, claims.fileName),
      length: facts.size,
    });
  }
}

/** Nothing in the file may load or run anything. Chrome shows no PDF under such a policy, and a PDF runs in its reader. */
const policyFor = ({ mediaType, disposition }: LinkClaims): string =>
  mediaType === 'application/pdf' && disposition === 'inline'
    ? "frame-ancestors 'none'"
    : "default-src 'none'; sandbox; frame-ancestors 'none'";

/** What the link claims, when it is complete; a parameter given twice is no string and makes it incomplete. */
function claimsOf(key: string, query: Record<string, unknown>): LinkClaims | undefined {
  const { expires, disposition, mediaType, fileName, signature } = query;
  if (typeof expires !== 'string' || !/^\d{1,12}$/.test(expires)) return undefined;
  if (disposition !== 'inline' && disposition !== 'attachment') return undefined;
  if (typeof mediaType !== 'string' || typeof fileName !== 'string' || typeof signature !== 'string') return undefined;
  return isKey(key) ? { key, fileName, mediaType, disposition, expires: Number(expires) } : undefined;
}
