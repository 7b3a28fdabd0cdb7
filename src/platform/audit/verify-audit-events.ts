import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import type { CallerIdentity } from '../access/caller.js';
import { Clock } from '../clock/clock.js';
import { InvalidRequest } from '../problems/platform.problems.js';
import { AuditChain } from './audit-chain.js';
import type { AuditHeadView, AuditVerificationQuery, AuditVerificationView } from './audit-verification.dto.js';
import { recordAudit } from './record-audit.js';
import type { HeadText } from './record-text.js';
import { type Anchor, type Verification, VerifyChain } from './verify-chain.js';

/** Verifies the trail for an auditor; who asked, and what was found, is recorded in it and told to the log. */
@Injectable()
export class VerifyAuditEvents {
  private readonly logger = new Logger(VerifyAuditEvents.name);

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly chain: AuditChain,
    private readonly verifyChain: VerifyChain,
  ) {}

  async run(auditor: CallerIdentity, query: AuditVerificationQuery): Promise<AuditVerificationView> {
    const { fromPosition: from, limit } = query;
    const found = await this.verifyChain.run(this.em, { from, limit, anchor: anchorOf(query) });
    this.tell(found);
    await this.em.transactional((em) => {
      const { verifiedCount, nextPosition, firstBroken, anchorHolds } = found;
      recordAudit(em, auditor, {
        action: 'verify-audit-events',
        subjectType: 'audit-trail',
        subjectId: 'all',
        at: this.clock.now(),
        facts: { from, verifiedCount, nextPosition, firstBroken, anchorHolds },
      });
      return Promise.resolve();
    });
    return this.view(found);
  }

  private tell({ head, firstBroken }: Verification): void {
    if (firstBroken) this.logger.error({ message: 'the audit trail is broken', ...firstBroken });
    if (head) this.logger.log({ message: 'head of the audit chain', position: head.position, hash: head.hash });
  }

  private view({ head, last: _, ...found }: Verification): AuditVerificationView {
    return { intact: found.firstBroken === null, ...found, head: head ? this.headView(head) : null };
  }

  private headView(head: HeadText): AuditHeadView {
    const { position, hash, keyedFrom } = head;
    const sealedAt = new Date(Number(head.sealedAt));
    return {
      position,
      hash,
      sealedAt: Number.isNaN(sealedAt.getTime()) ? null : sealedAt.toISOString(),
      keyedFrom,
      genuine: this.chain.isGenuine(head),
    };
  }
}

function anchorOf({ anchorPosition: position, anchorHash: hash }: AuditVerificationQuery): Anchor | undefined {
  if (position !== undefined && hash !== undefined) return { position, hash };
  if (position === undefined && hash === undefined) return undefined;
  const pointer = hash === undefined ? 'anchorHash' : 'anchorPosition';
  throw new InvalidRequest({ errors: [{ pointer, code: 'required', detail: { zh: '必填', en: 'is required' } }] });
}
