import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';
import { AuditChain, CHAIN_START } from './audit-chain.js';
import { type ChainBreak, type ChainRow, ChainWalk } from './chain-walk.js';
import { HEAD_TEXT, type HeadText, RECORD_TEXT, type RecordText, SEAL_TEXT, type SealText } from './record-text.js';

const BATCH = 1000;
const LOWEST_POSITION = -(2 ** 31);

export interface Anchor {
  readonly position: number;
  readonly hash: string;
}

export interface ChainSection {
  /** Where to begin; what is before was verified earlier. */
  readonly from: number;
  /** The most links to verify. */
  readonly limit: number;
  /** What somebody noted of the chain at another time, outside the database. */
  readonly anchor?: Anchor;
}

/** The chain at one moment. */
interface ChainState {
  readonly head: HeadText | undefined;
  /** The highest position of any seal, 0 when there is none. */
  readonly last: number;
  readonly sealedCount: number;
  readonly unsealedCount: number;
}

export interface Verification extends ChainState {
  /** How many links held. */
  readonly verifiedCount: number;
  /** Where the next section begins; null when this one reached the end, or a break. */
  readonly nextPosition: number | null;
  readonly firstBroken: ChainBreak | null;
  /** Whether the chain still has what was noted; null when nothing was given. */
  readonly anchorHolds: boolean | null;
}

/**
 * Verifies the audit chain, in batches, against its head as it was at the beginning: what is sealed meanwhile is for the
 * next time. Needs no transaction: seals are only added, and a record is waiting or sealed at every moment.
 */
@Injectable()
export class VerifyChain {
  constructor(private readonly chain: AuditChain) {}

  async run(em: EntityManager, { from, limit, anchor }: ChainSection): Promise<Verification> {
    const state = await stateOf(em);
    const flaw = this.flawOfHead(state);
    const head = flaw ? undefined : state.head;
    const end = head?.position ?? state.last;
    if (from > end + 1) throw noSuchPosition();
    const until = Math.min(end, from + limit - 1);
    const walk = await this.walk(em, from, until, head);
    const noted = anchor && (await breakAtAnchor(em, anchor));
    const atEnd = until >= end && !walk.broken;
    const firstBroken =
      walk.broken ?? flaw ?? (atEnd ? await this.breakAfterEnd(em, state, walk) : undefined) ?? noted ?? null;
    return {
      ...state,
      verifiedCount: walk.held,
      nextPosition: atEnd || walk.broken ? null : until + 1,
      firstBroken,
      anchorHolds: anchor ? !noted : null,
    };
  }

  private flawOfHead({ head, last }: ChainState): ChainBreak | undefined {
    const at = { position: null, recordId: null };
    if (head) return this.chain.isGenuine(head) ? undefined : { ...at, reason: 'head-changed' };
    return last > 0 ? { ...at, reason: 'head-missing' } : undefined;
  }

  private async walk(em: EntityManager, from: number, until: number, head?: HeadText): Promise<ChainWalk> {
    const previous = from === 1 ? CHAIN_START : await hashAt(em, from - 1);
    const walk = new ChainWalk(this.chain, previous === undefined ? from - 1 : from, previous ?? null, head?.keyedFrom);
    // nothing may stand before the first
    let next = from === 1 ? LOWEST_POSITION : from;
    for (let rows: ChainRow[] | undefined; !walk.isOver && (!rows || rows.length === BATCH);) {
      rows = await linksFrom(em, next, until);
      rows.forEach((row) => walk.step(row));
      next = (rows.at(-1)?.seal.position ?? next) + 1;
    }
    walk.end(until);
    return walk;
  }

  /** What is no part of the chain and should be, or is and should not. */
  private async breakAfterEnd(
    em: EntityManager,
    { head, last }: ChainState,
    walk: ChainWalk,
  ): Promise<ChainBreak | undefined> {
    if (head && last > head.position) return { position: last, recordId: null, reason: 'head-behind' };
    if (head && !walk.endsIn(head)) return { position: head.position, recordId: null, reason: 'head-changed' };
    // in the order of the ids, which the three indexes are read side by side in
    const [inserted] = await em.execute<{ id: string }[]>(
      `select r.id from platform.audit_record r
       where not exists (select from platform.audit_seal s where s.record_id = r.id)
         and not exists (select from platform.unsealed_audit_record w where w.record_id = r.id)
       order by r.id limit 1`,
    );
    if (inserted) return { position: null, recordId: inserted.id, reason: 'inserted' };
    const [removed] = await em.execute<{ id: string }[]>(
      `select w.record_id as id from platform.unsealed_audit_record w
       where not exists (select from platform.audit_record r where r.id = w.record_id) order by w.sequence limit 1`,
    );
    return removed && { position: null, recordId: removed.id, reason: 'removed' };
  }
}

const noSuchPosition = () =>
  new InvalidRequest({
    errors: [
      { pointer: 'fromPosition', code: 'range', detail: { zh: '超出链的末尾', en: 'is beyond the end of the chain' } },
    ],
  });

async function stateOf(em: EntityManager): Promise<ChainState> {
  const [row] = await em.execute<(HeadText & { last: number; sealedCount: number; unsealedCount: number })[]>(
    `select ${HEAD_TEXT}, (select coalesce(max(position), 0) from platform.audit_seal) as last,
       (select count(*)::int from platform.audit_seal) as "sealedCount",
       (select count(*)::int from platform.unsealed_audit_record) as "unsealedCount"
     from (values (1)) as one left join platform.audit_head h on true`,
  );
  if (!row) throw new Error('a row of values is always there');
  const { last, sealedCount, unsealedCount, ...head } = row;
  return { head: head.proof === null ? undefined : head, last, sealedCount, unsealedCount };
}

async function linksFrom(em: EntityManager, first: number, until: number): Promise<ChainRow[]> {
  const rows = await em.execute<(SealText & RecordText & { recordId: string })[]>(
    `select s.record_id as "recordId", ${SEAL_TEXT}, ${RECORD_TEXT}
     from platform.audit_seal s left join platform.audit_record r on r.id = s.record_id
     where s.position >= ? and s.position <= ? order by s.position limit ?`,
    [first, until, BATCH],
  );
  return rows.map((row) => ({ recordId: row.recordId, seal: row, record: row.id === null ? null : row }));
}

async function hashAt(em: EntityManager, position: number): Promise<string | undefined> {
  const [seal] = await em.execute<{ hash: string }[]>('select hash from platform.audit_seal where position = ?', [
    position,
  ]);
  return seal?.hash;
}

async function breakAtAnchor(em: EntityManager, { position, hash }: Anchor): Promise<ChainBreak | undefined> {
  const found = await hashAt(em, position);
  if (found === hash) return undefined;
  return { position, recordId: null, reason: found === undefined ? 'anchor-missing' : 'anchor-differs' };
}
