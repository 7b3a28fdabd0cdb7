import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../access/caller.js';
import { Clock } from '../clock/clock.js';
import { findPage, type Page } from '../http/page.js';
import type { AuditEventsQuery, AuditEventView } from './audit-event.dto.js';
import { conditionsOf, factsOf, sealsOf, toAuditEvent } from './audit-events.js';
import { AuditRecord } from './audit-record.entity.js';
import { AuditEventNotFound } from './audit.problems.js';
import { recordAudit } from './record-audit.js';

/** The trail as an auditor reads it, newest first. Whoever looks is recorded, too. */
@Injectable()
export class FindAuditEvents {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  page(auditor: CallerIdentity, { limit, cursor, ...filters }: AuditEventsQuery): Promise<Page<AuditEventView>> {
    return this.em.transactional(async (em) => {
      const order = { occurredAt: 'desc', id: 'desc' } as const;
      const { items, nextCursor } = await findPage(
        em,
        AuditRecord,
        { $and: conditionsOf(filters) },
        order,
        { limit, cursor },
        (record) => record,
      );
      const seals = await sealsOf(em, items);
      recordAudit(em, auditor, {
        action: 'view-audit-events',
        subjectType: 'audit-trail',
        subjectId: 'all',
        at: this.clock.now(),
        facts: { ...factsOf(filters), count: items.length, isFirstPage: cursor === undefined },
      });
      return { items: items.map((record) => toAuditEvent(record, seals.get(record.id))), nextCursor };
    });
  }

  one(auditor: CallerIdentity, id: string): Promise<AuditEventView> {
    return this.em.transactional(async (em) => {
      const record = await em.findOne(AuditRecord, { id });
      if (!record) throw new AuditEventNotFound();
      const seals = await sealsOf(em, [record]);
      recordAudit(em, auditor, {
        action: 'view-audit-event',
        subjectType: 'audit-event',
        subjectId: id,
        at: this.clock.now(),
      });
      return toAuditEvent(record, seals.get(id));
    });
  }
}
