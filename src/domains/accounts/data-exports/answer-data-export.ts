import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { trailOfAccount } from '../../../platform/audit/audit-trail.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { Account } from '../account.entity.js';
import { DataExportRequested } from '../contracts/index.js';
import { ContactChange } from '../own-account/contact-change.entity.js';
import { FailedSignIn } from '../sessions/failed-sign-in.entity.js';
import { Session } from '../sessions/session.entity.js';
import { DataExport } from './data-export.entity.js';
import { GatherParts } from './gather-parts.js';

/** This domain's own answer to an export. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly parts: OwnDataParts,
    private readonly gatherParts: GatherParts,
  ) {}

  @Consumes(DataExportRequested, 'accounts.own-data-exports')
  async answer(em: EntityManager, { aggregateId, accountId }: DataExportRequested): Promise<void> {
    // asked for just before the account was erased: the export goes with it
    if ((await em.count(Account, { id: accountId, erasedAt: null })) === 0) return;
    const partKey = await this.parts.write(aggregateId, 'accounts', await this.partOf(em, accountId));
    await this.gatherParts.gather(em, 'accounts', { aggregateId, partKey });
  }

  private async partOf(em: EntityManager, accountId: string): Promise<OwnDataPart> {
    const oldestFirst = { startedAt: 'asc' } as const;
    const sessions = await em.find(Session, { accountId }, { orderBy: oldestFirst });
    const changes = await em.find(ContactChange, { accountId });
    const failures = await em.find(FailedSignIn, { subject: accountId }, { orderBy: { failedAt: 'asc' } });
    const exports = await em.find(DataExport, { accountId }, { orderBy: { requestedAt: 'asc' } });
    return {
      explained: {
        account: '账号信息（密码只保存不可还原的摘要，不在其中）',
        sessions: '登录会话、所用设备与网络地址（退出后即不再保存）及结束原因',
        contactChanges: '尚未确认的手机号码、邮箱修改',
        failedSignIns: '最近输错密码的时间',
        dataExports: '导出个人数据的申请',
        auditTrail: '审计记录：您的操作，以及他人对您账号的操作',
      },
      data: {
        account: this.accountOf(await em.findOneOrFail(Account, { id: accountId })),
        sessions: sessions.map(({ startedAt, expiresAt, userAgent, address, endedAt, ending }) => ({
          startedAt,
          expiresAt,
          userAgent,
          address,
          endedAt,
          ending,
        })),
        contactChanges: changes.map(({ kind, value, expiresAt }) => ({
          kind,
          value: this.encryption.open(kind, value),
          expiresAt,
        })),
        failedSignIns: failures.map(({ failedAt }) => failedAt),
        dataExports: exports.map(({ id, requestedAt, readyAt, expiresAt }) => ({
          id,
          requestedAt,
          readyAt,
          expiresAt,
        })),
        auditTrail: await trailOfAccount(em, accountId),
      },
      files: [],
    };
  }

  private accountOf({ id, name, idNumber, phone, email, roles, createdAt }: Account) {
    const { encryption } = this;
    return {
      id,
      name: encryption.open('name', name),
      idNumber: idNumber === null ? null : encryption.open('id-number', idNumber),
      phone: encryption.open('phone', phone),
      email: email === null ? null : encryption.open('email', email),
      roles,
      createdAt,
    };
  }
}
