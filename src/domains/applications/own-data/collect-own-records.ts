import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { trailOfSubjects } from '../../../platform/audit/audit-trail.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { AccountContact } from '../applicants/account-contact.entity.js';
import { Applicant } from '../applicants/applicant.entity.js';
import { openForm } from '../personal-info/open-form.js';
import { PersonalInfo } from '../personal-info/personal-info.entity.js';
import { findHeldRecords } from './held-records.js';
import { OpenedApplications, openedFile } from './opened-applications.js';
import { OwnFiles } from './own-files.js';

const explained = {
  applicant: '您的姓名、身份证号码和联系方式，来自账号',
  personalInfo: '个人信息表（草稿）',
  attachments: '附件，已删除而仍随某次提交保留的也在内',
  applications: '报名：状态、每次提交的内容、经过、签字盖章页和已出具的申请表',
  auditTrail: '审计记录：他人对您的报名和附件的操作',
} as const;

/** Everything that this domain holds about one trainee, opened. */
@Injectable()
export class CollectOwnRecords {
  constructor(private readonly encryption: FieldEncryption) {}

  async run(em: EntityManager, traineeId: string): Promise<{ part: OwnDataPart; applicationIds: string[] }> {
    const held = await findHeldRecords(em, traineeId);
    const { applications, attachments } = held;
    const applicationIds = applications.map(({ id }) => id);
    const files = new OwnFiles(held);
    const opened = new OpenedApplications(this.encryption, held, files);
    const personalInfo = await em.findOne(PersonalInfo, { traineeId });
    const subjects = [...applicationIds, ...attachments.map(({ id }) => id)];
    const part: OwnDataPart = {
      explained,
      data: {
        applicant: await this.applicantOf(em, traineeId),
        personalInfo: personalInfo && openForm(this.encryption, personalInfo),
        attachments: attachments.map((attachment) => openedFile(attachment, files)),
        applications: applications.map((application) => opened.one(application)),
        auditTrail: await trailOfSubjects(em, traineeId, subjects),
      },
      files: files.list(),
    };
    return { part, applicationIds };
  }

  private async applicantOf(em: EntityManager, id: string) {
    const applicant = await em.findOne(Applicant, { id });
    const contact = await em.findOne(AccountContact, { accountId: id });
    const { encryption } = this;
    return {
      name: applicant && encryption.open('name', applicant.name),
      idNumber: applicant && encryption.open('id-number', applicant.idNumber),
      phone: contact && encryption.open('phone', contact.phone),
      email: contact?.email ? encryption.open('email', contact.email) : null,
    };
  }
}
