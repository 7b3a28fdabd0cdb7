import type { EntityManager } from '@mikro-orm/postgresql';
import { AuditChain, CHAIN_START, PLAIN } from '../../src/platform/audit/audit-chain.js';
import { RECORD_TEXT, type RecordText } from '../../src/platform/audit/record-text.js';
import { SealAudit } from '../../src/platform/audit/seal-audit.js';
import { type Anchor, type Verification, VerifyChain } from '../../src/platform/audit/verify-chain.js';
import { switchGuards, writeRecords } from './audit-desk.js';
import type { TestPlatform } from './platform.js';

/** A chain that is made, verified and tampered with in a transaction that leaves nothing behind. */
export class TriedChain {
  private constructor(
    private readonly platform: TestPlatform,
    readonly em: EntityManager,
  ) {}

  /** Seals new records on an empty trail, as many at a time as `portions` say, does `work`, and takes everything back. */
  static async of<T>(
    platform: TestPlatform,
    portions: readonly number[],
    work: (chain: TriedChain) => Promise<T>,
  ): Promise<T> {
    const em = platform.em();
    await em.begin();
    try {
      await switchGuards(em, 'disable');
      for (const table of ['audit_record', 'audit_seal', 'audit_head', 'unsealed_audit_record']) {
        await em.execute(`delete from platform.${table}`);
      }
      const chain = new TriedChain(platform, em);
      for (const portion of portions) {
        await chain.writes(portion);
        await chain.seals();
      }
      return await work(chain);
    } finally {
      await em.rollback();
    }
  }

  writes(count: number): Promise<void> {
    const entries = Array.from({ length: count }, (_, index) => ({
      action: `try-${index}`,
      facts: { index, list: [1, 'ü'], empty: {} },
    }));
    return writeRecords(this.em, entries);
  }

  async seals(): Promise<void> {
    await this.part(SealAudit).seal(this.em);
  }

  verifies(anchor?: Anchor): Promise<Verification> {
    return this.verifiesSection(1, 1_000_000, anchor);
  }

  verifiesSection(from: number, limit: number, anchor?: Anchor): Promise<Verification> {
    return this.part(VerifyChain).run(this.em, { from, limit, anchor });
  }

  async does(...statements: string[]): Promise<void> {
    for (const sql of statements) await this.em.execute(sql);
  }

  /** Makes plain links of every record, as was done before there was a key, and as whoever has the database can. */
  async sealsPlainly(): Promise<void> {
    const records = await this.em.execute<RecordText[]>(
      `select ${RECORD_TEXT} from platform.audit_record r left join platform.audit_seal s on s.record_id = r.id
       order by s.position nulls last, r.occurred_at, r.id`,
    );
    await this.does('delete from platform.audit_seal', 'delete from platform.unsealed_audit_record');
    let hash = CHAIN_START;
    for (const [index, record] of records.entries()) {
      const position = index + 1;
      hash = this.part(AuditChain).link(hash, { position, scheme: PLAIN, sealedAt: '' }, record) ?? '';
      await this.em.execute(
        'insert into platform.audit_seal (position, record_id, scheme, hash, sealed_at) values (?, ?, ?, ?, now())',
        [position, record.id, PLAIN, hash],
      );
    }
  }

  private part<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.platform.platform.app.get(type);
  }
}

/** The id of the record that is sealed at a position, as SQL. */
export const recordAt = (position: number) =>
  `(select record_id from platform.audit_seal where position = ${position})`;

/** Changes a column of the record at a position to what an SQL expression says. */
export const changes = (position: number, column: string, to: string) =>
  `update platform.audit_record set ${column} = ${to} where id = ${recordAt(position)}`;

export const removesRecord = (position: number) => `delete from platform.audit_record where id = ${recordAt(position)}`;
export const removesSeal = (position: number) => `delete from platform.audit_seal where position = ${position}`;

export const swapsSeals = (one: number, other: number) => [
  `update platform.audit_seal set position = 1000000 where position = ${one}`,
  `update platform.audit_seal set position = ${one} where position = ${other}`,
  `update platform.audit_seal set position = ${other} where position = 1000000`,
];

/** The records under two seals, which stay where they are. */
export const swapsRecords = (one: number, other: number) => [
  `create temp table swapped on commit drop as
   select position, record_id from platform.audit_seal where position in (${one}, ${other})`,
  `update platform.audit_seal set record_id = gen_random_uuid() where position in (${one}, ${other})`,
  `update platform.audit_seal s set record_id = w.record_id from swapped w
   where s.position = case w.position when ${one} then ${other} else ${one} end`,
];

/** A record that never waits for its seal. */
export const forgesRecord = [
  `insert into platform.audit_record (id, occurred_at, actor_roles, action, subject_type, subject_id, trace_id, facts)
   values (gen_random_uuid(), now(), 'platform', 'forge', 'trial', 'x', '', '{}')`,
  `delete from platform.unsealed_audit_record
   where record_id in (select id from platform.audit_record where action = 'forge')`,
];

/** A seal that nobody with the key made, for the forged record. */
export const forgesSeal = (position: number) =>
  `insert into platform.audit_seal (position, record_id, scheme, hash, sealed_at)
   select ${position}, id, 2, repeat('a', 64), now() from platform.audit_record where action = 'forge'`;
