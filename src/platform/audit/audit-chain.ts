import { Injectable } from '@nestjs/common';
import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Settings } from '../settings/settings.js';
import type { HeadText, RecordText, SealText } from './record-text.js';

/** What stands before the first link. */
export const CHAIN_START = '0'.repeat(64);

/** SHA-256 over the hash before and the record: how links were made until they were keyed. Whoever has the database can make them. */
export const PLAIN = 1;
/** HMAC-SHA-256 under AUDIT_KEY over the hash before, the position, the moment of sealing and the record. */
export const KEYED = 2;

/** Makes the links of the audit chain and proves its head, with keys that are derived from AUDIT_KEY and in no database. */
@Injectable()
export class AuditChain {
  private readonly linkKey: KeyObject;
  private readonly headKey: KeyObject;

  constructor({ auditKey }: Settings) {
    if (auditKey === undefined) throw new Error('AUDIT_KEY is not set');
    this.linkKey = derive(auditKey, 'link');
    this.headKey = derive(auditKey, 'head');
  }

  /** The hash of the chain after `record`, in hex; null for a scheme that is none. */
  link(previous: string, seal: Omit<SealText, 'hash'>, record: RecordText): string | null {
    if (seal.scheme === PLAIN) return plainLink(previous, record);
    if (seal.scheme !== KEYED) return null;
    const text = JSON.stringify([seal.position, seal.sealedAt, ...fieldsOf(record)]);
    return createHmac('sha256', this.linkKey).update(previous).update(text).digest('hex');
  }

  /** What `proof` has to be for the head to be genuine. */
  proofOf({ position, hash, sealedAt, keyedFrom }: Omit<HeadText, 'proof'>): string {
    const text = JSON.stringify([position, hash, sealedAt, keyedFrom]);
    return createHmac('sha256', this.headKey).update(text).digest('hex');
  }

  isGenuine(head: HeadText): boolean {
    return head.proof === this.proofOf(head);
  }
}

// as key objects: from bytes, a key would be made anew for each link, which takes eight times as long as the link
const derive = (secret: string, use: 'link' | 'head'): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `audit chain ${use}`, 32)));

const fieldsOf = (record: RecordText) => [
  record.id,
  record.occurredAt,
  record.actorId,
  record.actorRoles,
  record.action,
  record.subjectType,
  record.subjectId,
  record.traceId,
  record.ip,
  record.userAgent,
  record.facts,
];

function plainLink(previous: string, record: RecordText): string | null {
  const occurredAt = new Date(Number(record.occurredAt));
  // no record that was sealed like this had such a time
  if (Number.isNaN(occurredAt.getTime())) return null;
  const [id, , ...rest] = fieldsOf(record);
  const fields = [id, occurredAt.toISOString(), ...rest.slice(0, -1), sorted(JSON.parse(record.facts))];
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest('hex');
}

/** Plain links took the keys of the facts in the alphabet's order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
