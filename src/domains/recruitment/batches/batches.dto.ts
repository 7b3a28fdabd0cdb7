import { EnumField, InstantField, IntegerField, TextField, UuidField } from '../../../platform/http/fields.js';
import { type Batch, type BatchPhase, batchPhases } from './batch.entity.js';

export const DEFAULT_GRACE_DAYS = 7;

export class SaveBatchRequest {
  @TextField({ description: '批次名称', min: 2, max: 60, example: '2027 年第一批' })
  readonly name: string;

  @InstantField({ description: '报名开始时间', example: '2026-12-01T08:00:00+08:00' })
  readonly opensAt: string;

  @InstantField({ description: '报名截止时间，此刻起不再接受报名', example: '2026-12-31T18:00:00+08:00' })
  readonly closesAt: string;

  @IntegerField({
    description: '截止后仍可重新提交被退回报名的天数',
    optional: true,
    min: 0,
    max: 60,
    example: DEFAULT_GRACE_DAYS,
  })
  readonly resubmissionGraceDays?: number;
}

export class BatchView {
  @UuidField({ description: '批次编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e02' })
  readonly id: string;

  @TextField({ description: '批次名称', max: 60, example: '2027 年第一批' })
  readonly name: string;

  @InstantField({ description: '报名开始时间', example: '2026-12-01T00:00:00.000Z' })
  readonly opensAt: string;

  @InstantField({ description: '报名截止时间', example: '2026-12-31T10:00:00.000Z' })
  readonly closesAt: string;

  @IntegerField({ description: '截止后仍可重新提交被退回报名的天数', example: DEFAULT_GRACE_DAYS })
  readonly resubmissionGraceDays: number;

  @EnumField({ description: '当前所处阶段', values: batchPhases, enumName: 'BatchPhase', example: 'open' })
  readonly phase: BatchPhase;

  @IntegerField({ description: '版本，与 ETag 相同', example: 1 })
  readonly version: number;

  @InstantField({ description: '创建时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;
}

export const toBatchView = (batch: Batch, now: Date): BatchView => ({
  id: batch.id,
  name: batch.name,
  opensAt: batch.opensAt.toISOString(),
  closesAt: batch.closesAt.toISOString(),
  resubmissionGraceDays: batch.resubmissionGraceDays,
  phase: batch.phaseAt(now),
  version: batch.version,
  createdAt: batch.createdAt.toISOString(),
});
