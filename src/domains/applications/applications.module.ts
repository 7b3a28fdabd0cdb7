import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { invariantsOf } from '../../platform/invariants/domain-invariants.js';
import { DocumentsModule } from '../../platform/documents/documents.module.js';
import { AccountContact } from './applicants/account-contact.entity.js';
import { Applicant } from './applicants/applicant.entity.js';
import { FillInHashes } from './applicants/fill-in-hashes.js';
import { KeepApplicants } from './applicants/keep-applicants.js';
import { Application } from './applications/application.entity.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { DescribeApplications } from './applications/describe-applications.js';
import { JudgeFindings } from './findings/judge-findings.js';
import { FindMyApplications } from './applications/find-my-applications.js';
import { DraftSubmission } from './applications/draft-submission.js';
import { PreviewSubmission } from './applications/preview-submission.js';
import { ResubmitApplication } from './applications/resubmit-application.js';
import { SubmitApplication } from './applications/submit-application.js';
import { WithdrawApplication } from './applications/withdraw-application.js';
import { Attachment } from './attachments/attachment.entity.js';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { DeleteAttachment } from './attachments/delete-attachment.js';
import { FindAttachments } from './attachments/find-attachments.js';
import { ViewAttachment } from './attachments/view-attachment.js';
import { UploadAttachment } from './attachments/upload-attachment.js';
import { FollowExams } from './decisions/follow-exams.js';
import { FollowPublicity } from './decisions/follow-publicity.js';
import { FollowReviews } from './decisions/follow-reviews.js';
import { FollowTakeBacks } from './decisions/follow-take-backs.js';
import { ApplicationExport } from './exports/application-export.entity.js';
import { ApplicationExportsController } from './exports/application-exports.controller.js';
import { FindApplicationExport } from './exports/find-application-export.js';
import { RequestApplicationExport } from './exports/request-application-export.js';
import { SweepApplicationExports } from './exports/sweep-application-exports.js';
import { WithdrawApplicationExports } from './exports/withdraw-application-exports.js';
import { WriteApplicationExport } from './exports/write-application-export.js';
import { WaitingFact } from './decisions/waiting-fact.entity.js';
import { IssuedForm } from './forms/issued-form.entity.js';
import { FormsController } from './forms/forms.controller.js';
import { PrintApplicationForm } from './forms/print-application-form.js';
import { VerifyApplicationForm } from './forms/verify-application-form.js';
import { ManagedApplicationsController } from './applications/managed-applications.controller.js';
import { FindManagedApplications } from './applications/find-managed-applications.js';
import { MyRevisionsController } from './revisions/my-revisions.controller.js';
import { FindRevisions } from './revisions/find-revisions.js';
import { ViewRevision } from './revisions/view-revision.js';
import { SweepFiles } from './uploads/sweep-files.js';
import { applicationInvariants } from './invariants.js';
import { migrations } from './migrations/index.js';
import { CollectOwnRecords } from './own-data/collect-own-records.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';
import { EraseHeldRecords } from './own-data/erase-held-records.js';
import { CheckCompleteness } from './personal-info/check-completeness.js';
import { FindPersonalInfo } from './personal-info/find-personal-info.js';
import { PersonalInfoController } from './personal-info/personal-info.controller.js';
import { PersonalInfo } from './personal-info/personal-info.entity.js';
import { SavePersonalInfo } from './personal-info/save-personal-info.js';
import { KeepPlans } from './plans/keep-plans.js';
import { KnownPlan } from './plans/known-plan.entity.js';
import { Revision } from './revisions/revision.entity.js';
import { DeleteSignaturePage } from './signature-pages/delete-signature-page.js';
import { FindSignaturePages } from './signature-pages/find-signature-pages.js';
import { OrderSignaturePages } from './signature-pages/order-signature-pages.js';
import { ReceiveSignaturePage } from './signature-pages/receive-signature-page.js';
import { ReplaceSignaturePage } from './signature-pages/replace-signature-page.js';
import { SignaturePage } from './signature-pages/signature-page.entity.js';
import { SignaturePagesController } from './signature-pages/signature-pages.controller.js';
import { SubmitSignaturePages } from './signature-pages/submit-signature-pages.js';
import { UploadSignaturePage } from './signature-pages/upload-signature-page.js';
import { FindTimeline } from './timeline/find-timeline.js';
import { TimelineEntry } from './timeline/timeline-entry.entity.js';
import { CheckFiles } from './uploads/check-files.js';
import { KeepUpload } from './uploads/keep-upload.js';
import { StoreFile } from './uploads/store-file.js';

@Module({
  imports: [DocumentsModule],
  controllers: [
    PersonalInfoController,
    AttachmentsController,
    ApplicationsController,
    SignaturePagesController,
    FormsController,
    // before the one whose `:id` would be taken for its own word
    ApplicationExportsController,
    ManagedApplicationsController,
    MyRevisionsController,
  ],
  providers: [
    invariantsOf('applications', applicationInvariants),
    ...[KeepApplicants, FillInHashes, KeepPlans, FollowReviews, FollowTakeBacks, FollowPublicity, FollowExams],
    ...[FindPersonalInfo, SavePersonalInfo, CheckCompleteness],
    ...[KeepUpload, StoreFile, FindAttachments, UploadAttachment, DeleteAttachment, ViewAttachment, CheckFiles],
    ...[FindMyApplications, SubmitApplication, ResubmitApplication, WithdrawApplication],
    ...[DraftSubmission, PreviewSubmission, DescribeApplications, JudgeFindings, FindTimeline],
    ...[FindManagedApplications, FindRevisions, ViewRevision, PrintApplicationForm, VerifyApplicationForm, SweepFiles],
    ...[RequestApplicationExport, FindApplicationExport, WriteApplicationExport],
    ...[SweepApplicationExports, WithdrawApplicationExports],
    ...[CollectOwnRecords, AnswerDataExport, EraseHeldRecords, AnswerErasure],
    ...[FindSignaturePages, ReceiveSignaturePage, UploadSignaturePage, ReplaceSignaturePage],
    ...[OrderSignaturePages, DeleteSignaturePage, SubmitSignaturePages],
  ],
})
export class ApplicationsModule {}

/** 报名: see the README beside. */
export const applications: Domain = {
  name: 'applications',
  title: '报名',
  module: ApplicationsModule,
  entities: [
    Applicant,
    AccountContact,
    KnownPlan,
    PersonalInfo,
    Attachment,
    Application,
    Revision,
    TimelineEntry,
    SignaturePage,
    WaitingFact,
    IssuedForm,
    ApplicationExport,
  ],
  migrations,
};
