import { BooleanField, InstantField, TextField, UuidField } from '../../../platform/http/fields.js';

export class OwnSessionView {
  @UuidField({ description: '登录编号', example: '5e0c8f0e-4c53-4b0e-9f43-3f5f0d8f7a21' })
  readonly id: string;

  @InstantField({ description: '登录时间', example: '2026-11-23T02:00:00.000Z' })
  readonly startedAt: string;

  @InstantField({
    description: '最近使用时间；学员以最近一次刷新令牌为准，工作人员以最近一次请求为准',
    example: '2026-11-23T02:15:00.000Z',
  })
  readonly lastUsedAt: string;

  @TextField({ description: '设备，按浏览器自报的信息概括', example: 'Chrome，Windows', max: 60 })
  readonly device: string;

  @TextField({
    description: '浏览器自报的信息（User-Agent），最近一次刷新令牌时的',
    example: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
    max: 300,
    nullable: true,
  })
  readonly userAgent: string | null;

  @TextField({
    description: '网络地址，最近一次刷新令牌时的',
    example: '203.0.113.7',
    max: 45,
    nullable: true,
  })
  readonly address: string | null;

  @BooleanField({ description: '是否为当前登录', example: true })
  readonly current: boolean;
}
