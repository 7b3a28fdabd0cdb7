import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { textArray } from '../database/text-array.js';
import { AuditChain, CHAIN_START, KEYED } from './audit-chain.js';
import { HEAD_TEXT, type HeadText, RECORD_TEXT, type RecordText, SEAL_TEXT, type SealText } from './record-text.js';

const LOCK = 7_203_312;
/** The most records that one run seals. */
export const SEAL_BATCH = 500;
const HOUR = 3600 * 1000;

type End = Pick<HeadText, 'position' | 'hash' | 'keyedFrom'>;

/**
 * Seals what was recorded since the last time into the chain. One process at a time: the others find the lock taken.
 * Records are sealed in the order in which they were written; one whose transaction ends late is sealed late, and the
 * chain's order is that of the seals, never of the times in them.
 */
@Injectable()
export class SealAudit {
  private readonly logger = new Logger(SealAudit.name);
  private lastTold = -Infinity;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly chain: AuditChain,
  ) {}

  /** Returns how many records it sealed; 0 also when another process is at it. */
  async run(): Promise<number> {
    const { count, head } = await this.em.fork().transactional((em) => this.seal(em));
    if (head) this.tellHead(head);
    return count;
  }

  /** The same within the transaction of `em`. Throws, and leaves the records waiting, where the head of the chain is not genuine. */
  async seal(em: EntityManager): Promise<{ count: number; head?: End }> {
    const [lock] = await em.execute<{ taken: boolean }[]>('select pg_try_advisory_xact_lock(?) as taken', [LOCK]);
    if (!lock?.taken) return { count: 0 };
    const records = await takeWaiting(em);
    if (records.length === 0) return { count: 0 };

    const end = await this.endOf(em);
    const sealedAt = this.clock.now();
    const { hashes, hash } = this.links(end, records, String(sealedAt.getTime()));
    const head = { ...end, position: end.position + records.length, hash };
    await em.execute(
      `insert into platform.audit_seal (position, record_id, scheme, hash, sealed_at)
       select ? + number, record_id, ?, hash, ?
       from unnest(?::uuid[], ?::text[]) with ordinality as link (record_id, hash, number)`,
      [end.position, KEYED, sealedAt, textArray(records.map(({ id }) => id)), textArray(hashes)],
    );
    await this.moveHead(em, head, sealedAt);
    return { count: records.length, head };
  }

  private links(end: End, records: readonly RecordText[], sealedAt: string): { hashes: string[]; hash: string } {
    let { position, hash } = end;
    const hashes = records.map((record) => {
      hash = this.chain.link(hash, { position: ++position, scheme: KEYED, sealedAt }, record) ?? '';
      return hash;
    });
    return { hashes, hash };
  }

  /**
   * Where the chain goes on: at its head, whatever became of the seals, so that a chain that was cut short keeps its gap
   * for every later verification. A database whose seals are older than the key has no head yet.
   */
  private async endOf(em: EntityManager): Promise<End> {
    const [head] = await em.execute<HeadText[]>(`select ${HEAD_TEXT} from platform.audit_head h`);
    if (head && this.chain.isGenuine(head)) return head;
    if (head) throw new Error('the head of the audit chain was changed, or AUDIT_KEY is another');
    const keyed = await em.execute('select from platform.audit_seal where scheme = ? limit 1', [KEYED]);
    if (keyed.length > 0) throw new Error('the head of the audit chain is missing');
    const [last] = await em.execute<SealText[]>(
      `select ${SEAL_TEXT} from platform.audit_seal s order by s.position desc limit 1`,
    );
    if (last) this.logger.warn(`the audit chain is keyed after position ${last.position}: what is before was not`);
    const { position, hash } = last ?? { position: 0, hash: CHAIN_START };
    return { position, hash, keyedFrom: position + 1 };
  }

  private async moveHead(em: EntityManager, end: End, sealedAt: Date): Promise<void> {
    const { position, hash, keyedFrom } = end;
    const proof = this.chain.proofOf({ ...end, sealedAt: String(sealedAt.getTime()) });
    await em.execute(
      `insert into platform.audit_head (id, position, hash, sealed_at, keyed_from, proof) values (1, ?, ?, ?, ?, ?)
       on conflict (id) do update set position = excluded.position, hash = excluded.hash,
         sealed_at = excluded.sealed_at, proof = excluded.proof`,
      [position, hash, sealedAt, keyedFrom, proof],
    );
  }

  /** Once an hour at the most. A log that is kept elsewhere can tell a chain that was made anew as a whole. */
  private tellHead({ position, hash }: End): void {
    const now = this.clock.now().getTime();
    if (now - this.lastTold < HOUR) return;
    this.lastTold = now;
    this.logger.log({ message: 'head of the audit chain', position, hash });
  }
}

/** The records that waited longest, no longer waiting. One that is gone stays on the list, for a verification to find. */
async function takeWaiting(em: EntityManager): Promise<RecordText[]> {
  return em.execute<RecordText[]>(
    `with waiting as (
       delete from platform.unsealed_audit_record u using (
         select record_id from platform.unsealed_audit_record w
         where exists (select from platform.audit_record where id = w.record_id)
           and not exists (select from platform.audit_seal s where s.record_id = w.record_id)
         order by sequence limit ?) as longest
       where u.record_id = longest.record_id returning u.record_id, u.sequence)
     select ${RECORD_TEXT} from waiting join platform.audit_record r on r.id = waiting.record_id
     order by waiting.sequence`,
    [SEAL_BATCH],
  );
}
