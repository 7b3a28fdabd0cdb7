import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  IntegerParameter,
  ObjectField,
  TextField,
  UuidField,
} from '../http/fields.js';
import { type BreakReason, breakReasons } from './chain-walk.js';

/** The most links that one request verifies: seconds, also on a busy machine, where a proxy waits for thirty. */
export const MOST_LINKS = 100_000;

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const ID = '0197e4a0-0000-7000-8000-000000000001';

export class AuditVerificationQuery {
  @IntegerParameter({
    description: '从链的哪个位置开始；接着上一次时填其 nextPosition',
    example: 1,
    min: 1,
    optional: true,
  })
  readonly fromPosition: number = 1;

  @IntegerParameter({
    description: '一次最多核验多少条',
    example: MOST_LINKS,
    min: 1,
    max: MOST_LINKS,
    optional: true,
  })
  readonly limit: number = MOST_LINKS;

  @IntegerParameter({
    description: '此前记下的位置，与 anchorHash 一并提供：核对链中该位置是否仍是当时的哈希',
    example: 4711,
    min: 1,
    optional: true,
  })
  readonly anchorPosition?: number;

  @TextField({ description: '此前记下的哈希', max: 64, pattern: /^[0-9a-f]{64}$/, example: HASH, optional: true })
  readonly anchorHash?: string;
}

export class AuditHeadView {
  @IntegerField({ description: '最后一条封存的位置', example: 4711 })
  readonly position: number;

  @TextField({ description: '最后一条封存的哈希；连同位置记在别处，日后可作 anchor', max: 64, example: HASH })
  readonly hash: string;

  @InstantField({
    description: '封存时间；被改成不是时间的值时为 null',
    example: '2026-11-23T02:00:02.000Z',
    nullable: true,
  })
  readonly sealedAt: string | null;

  @IntegerField({ description: '自此位置起以审计密钥封存；新安装的系统恒为 1', example: 1 })
  readonly keyedFrom: number;

  @BooleanField({ description: '链头是否真实：由审计密钥证明', example: true })
  readonly genuine: boolean;
}

const reasons = Object.entries(breakReasons).map(([reason, words]) => `- \`${reason}\` ${words}`);

export class AuditBreakView {
  @IntegerField({ description: '链中的位置；没有位置为 null', example: 4242, nullable: true })
  readonly position: number | null;

  @UuidField({ description: '记录编号；无从得知为 null', example: ID, nullable: true })
  readonly recordId: string | null;

  @EnumField({
    description: `原因：\n${reasons.join('\n')}`,
    example: 'changed',
    values: Object.keys(breakReasons),
    enumName: 'AuditBreakReason',
  })
  readonly reason: BreakReason;
}

export class AuditVerificationView {
  @BooleanField({ description: '所核验的部分是否完好；nextPosition 不为 null 时其后尚未核验', example: true })
  readonly intact: boolean;

  @IntegerField({ description: '已封存的记录数', example: 4711 })
  readonly sealedCount: number;

  @IntegerField({ description: '等待封存的记录数；平时为几秒内的记录', example: 2 })
  readonly unsealedCount: number;

  @IntegerField({ description: '此次核验相符的条数', example: 4711 })
  readonly verifiedCount: number;

  @IntegerField({ description: '下一次从何处开始；已到链尾或发现断裂为 null', example: null, nullable: true })
  readonly nextPosition: number | null;

  @ObjectField(() => AuditHeadView, { description: '链头；尚无封存为 null', nullable: true })
  readonly head: AuditHeadView | null;

  @ObjectField(() => AuditBreakView, { description: '第一处断裂；完好为 null', nullable: true })
  readonly firstBroken: AuditBreakView | null;

  @BooleanField({ description: '此前记下的是否仍在链中；未提供 anchor 为 null', example: null, nullable: true })
  readonly anchorHolds: boolean | null;
}
