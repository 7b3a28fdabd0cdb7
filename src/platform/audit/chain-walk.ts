import { type AuditChain, CHAIN_START, KEYED, PLAIN } from './audit-chain.js';
import type { HeadText, RecordText, SealText } from './record-text.js';

/** What a verification can find, and what an auditor reads beside it. */
export const breakReasons = {
  changed: '记录或其封存内容与封存时不符',
  removed: '记录已被删除',
  reordered: '记录的顺序被调换',
  'seal-missing': '封存缺失：被单独删除、连同记录被删除，或链尾被截断',
  inserted: '记录既未封存，也不在等待封存之列；或封存位于链外',
  'head-missing': '链头缺失',
  'head-changed': '链头被改动或与链不符，或审计密钥不是封存时的密钥',
  'head-behind': '封存超出链头：链头被换成较早的',
  'anchor-differs': '此前记下的哈希与现在的不同：链被整体重算',
  'anchor-missing': '此前记下的位置已不存在：链被换成较早的',
} as const;
export type BreakReason = keyof typeof breakReasons;

/** Where the trail is no longer what was sealed. */
export interface ChainBreak {
  /** Null for a record that has none. */
  readonly position: number | null;
  readonly recordId: string | null;
  readonly reason: BreakReason;
}

/** A seal with its record, null where that is gone. */
export interface ChainRow {
  readonly recordId: string;
  readonly seal: SealText;
  readonly record: RecordText | null;
}

/**
 * Follows the chain seal by seal, and stops at the first that is not what it should be. What comes after a seal that
 * does not fit is only searched for the record that would: it tells a changed record from one that stands elsewhere.
 */
export class ChainWalk {
  /** The first break; undefined as long as everything fits. */
  broken: ChainBreak | undefined;
  /** How many links held. */
  held = 0;
  private misfit: SealText | undefined;

  /** `previous` is the hash before `next`; `keyedFrom` undefined where no head says it. */
  constructor(
    private readonly chain: AuditChain,
    private next: number,
    private previous: string | null = CHAIN_START,
    private keyedFrom?: number,
  ) {}

  /** Nothing that comes now can add to what was found. */
  get isOver(): boolean {
    return this.broken !== undefined && this.misfit === undefined;
  }

  step(row: ChainRow): void {
    if (this.misfit) return this.search(this.misfit, row);
    if (this.isOver) return;
    const { seal, record, recordId } = row;
    if (seal.position < this.next) return this.breakAt(seal.position, 'inserted', recordId);
    if (seal.position > this.next) return this.breakAt(this.next, 'seal-missing');
    if (!record) return this.breakAt(seal.position, 'removed', recordId);
    if (!this.fits(seal, record)) {
      this.misfit = seal;
      return this.breakAt(seal.position, 'changed', recordId);
    }
    this.next++;
    this.held++;
    this.previous = seal.hash;
  }

  /** Says that the chain should go on to `last`. */
  end(last: number): void {
    if (!this.broken && this.next <= last) this.breakAt(this.next, 'seal-missing');
  }

  /** Whether the last link that held is the one that the head names. */
  endsIn({ position, hash }: Pick<HeadText, 'position' | 'hash'>): boolean {
    return this.next === position + 1 && this.previous === hash;
  }

  private fits(seal: SealText, record: RecordText): boolean {
    if (!this.isOfItsTime(seal)) return false;
    // what was verified before is taken up in the middle, and nothing can follow on a seal that is not there
    return this.previous !== null && this.chain.link(this.previous, seal, record) === seal.hash;
  }

  /** Whoever has the database can make plain links: none may stand where the key was in use. */
  private isOfItsTime({ position, scheme }: SealText): boolean {
    if (this.keyedFrom === undefined && scheme === KEYED) this.keyedFrom = position;
    return scheme === (position < (this.keyedFrom ?? Infinity) ? PLAIN : KEYED);
  }

  /** A record that stands further on fits here, with the seal that it brought along or with the one that is here. */
  private search(misfit: SealText, { seal, record }: ChainRow): void {
    const { previous, broken } = this;
    if (!record || previous === null || !broken) return;
    const here = { position: misfit.position, scheme: misfit.scheme };
    const isFound =
      this.chain.link(previous, { ...here, sealedAt: seal.sealedAt }, record) === seal.hash ||
      this.chain.link(previous, { ...here, sealedAt: misfit.sealedAt }, record) === misfit.hash;
    if (!isFound) return;
    this.broken = { ...broken, reason: 'reordered' };
    this.misfit = undefined;
  }

  private breakAt(position: number, reason: BreakReason, recordId: string | null = null): void {
    this.broken = { position, recordId, reason };
  }
}
