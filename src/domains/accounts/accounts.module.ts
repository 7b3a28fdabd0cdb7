import { Module } from '@nestjs/common';
import { DocumentsModule } from '../../platform/documents/documents.module.js';
import type { Domain } from '../../platform/domain.js';
import { Account } from './account.entity.js';
import { Captcha } from './captchas/captcha.entity.js';
import { Captchas } from './captchas/captchas.js';
import { CaptchasController } from './captchas/captchas.controller.js';
import { CreateCaptcha } from './captchas/create-captcha.js';
import { Code } from './codes/code.entity.js';
import { Codes } from './codes/codes.js';
import { AssembleDataExport } from './data-exports/assemble-data-export.js';
import { DataExport, DataExportPart } from './data-exports/data-export.entity.js';
import { DataExportsController } from './data-exports/data-exports.controller.js';
import { FindMyDataExport } from './data-exports/find-my-data-export.js';
import { AnswerDataExport } from './data-exports/answer-data-export.js';
import { GatherParts } from './data-exports/gather-parts.js';
import { RequestDataExport } from './data-exports/request-data-export.js';
import { SweepDataExports } from './data-exports/sweep-data-exports.js';
import { ApproveErasure } from './erasures/approve-erasure.js';
import { CancelErasure } from './erasures/cancel-erasure.js';
import { EraseAccount } from './erasures/erase-account.js';
import { EraseDataExports } from './erasures/erase-data-exports.js';
import { ErasureAnswer, ErasureRequest } from './erasures/erasure-request.entity.js';
import { ErasureRequestsController } from './erasures/erasure-requests.controller.js';
import { ErasureViews } from './erasures/erasure-views.js';
import { FindErasureRequests } from './erasures/find-erasure-requests.js';
import { GatherErasures } from './erasures/gather-erasures.js';
import { ManagedErasureRequestsController } from './erasures/managed-erasure-requests.controller.js';
import { RefuseErasure } from './erasures/refuse-erasure.js';
import { RequestErasure } from './erasures/request-erasure.js';
import { ForgetExpired } from './forget-expired.js';
import { AddressCount } from './limits/address-count.entity.js';
import { LimitCaptchas } from './limits/limit-captchas.js';
import { migrations } from './migrations/index.js';
import { AccountController } from './own-account/account.controller.js';
import { ChangePassword } from './own-account/change-password.js';
import { ConfirmContactChange } from './own-account/confirm-contact-change.js';
import { ConfirmOwnPassword } from './own-account/confirm-own-password.js';
import { ContactChange } from './own-account/contact-change.entity.js';
import { FindOwnAccount } from './own-account/find-own-account.js';
import { OwnNumbers } from './own-account/own-numbers.js';
import { StartContactChange } from './own-account/start-contact-change.js';
import { ConfirmPasswordReset } from './password-resets/confirm-password-reset.js';
import { PasswordReset } from './password-resets/password-reset.entity.js';
import { PasswordResetsController } from './password-resets/password-resets.controller.js';
import { SendResetCode } from './password-resets/send-reset-code.js';
import { StartPasswordReset } from './password-resets/start-password-reset.js';
import { PasswordStrengthController } from './passwords/password-strength.controller.js';
import { ConfirmRegistration } from './registration/confirm-registration.js';
import { Registration } from './registration/registration.entity.js';
import { RegistrationsController } from './registration/registrations.controller.js';
import { SendRegistrationCode } from './registration/send-registration-code.js';
import { StartRegistration } from './registration/start-registration.js';
import { EndOtherSessions } from './sessions/end-other-sessions.js';
import { EndOwnSession } from './sessions/end-own-session.js';
import { FailedSignIn } from './sessions/failed-sign-in.entity.js';
import { FindOwnSessions } from './sessions/find-own-sessions.js';
import { OwnSessionsController } from './sessions/own-sessions.controller.js';
import { PasswordAttempts } from './sessions/password-attempts.js';
import { RefreshSession } from './sessions/refresh-session.js';
import { RefreshToken, Session } from './sessions/session.entity.js';
import { Sessions } from './sessions/sessions.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignIn } from './sessions/sign-in.js';
import { SignOut } from './sessions/sign-out.js';
import { AnnounceEarlierStaff } from './staff/announce-earlier-staff.js';
import { ChangeStaffAccount } from './staff/change-staff-account.js';
import { CreateFirstSystemAdmin } from './staff/create-first-system-admin.js';
import { CreateStaffAccount } from './staff/create-staff-account.js';
import { DisableStaffAccount } from './staff/disable-staff-account.js';
import { EnableStaffAccount } from './staff/enable-staff-account.js';
import { FindStaffAccounts } from './staff/find-staff-accounts.js';
import { ResetStaffPassword } from './staff/reset-staff-password.js';
import { ResetStaffTotp } from './staff/reset-staff-totp.js';
import { StaffAccounts } from './staff/staff-accounts.js';
import { StaffAccountsController } from './staff/staff-accounts.controller.js';
import { ConfirmBothFactors } from './totp/confirm-both-factors.js';
import { ConfirmTotpEnrolment } from './totp/confirm-totp-enrolment.js';
import { RecoveryCode } from './totp/recovery-code.entity.js';
import { RecoveryCodes } from './totp/recovery-codes.js';
import { RenewRecoveryCodes } from './totp/renew-recovery-codes.js';
import { SecondFactor } from './totp/second-factor.js';
import { StartTotpEnrolment } from './totp/start-totp-enrolment.js';
import { TotpEnrolment } from './totp/totp-enrolment.entity.js';
import { TotpController } from './totp/totp.controller.js';

@Module({
  imports: [DocumentsModule],
  controllers: [
    CaptchasController,
    PasswordStrengthController,
    RegistrationsController,
    SessionsController,
    PasswordResetsController,
    AccountController,
    TotpController,
    DataExportsController,
    OwnSessionsController,
    ErasureRequestsController,
    ManagedErasureRequestsController,
    StaffAccountsController,
  ],
  providers: [
    Captchas,
    LimitCaptchas,
    CreateCaptcha,
    Codes,
    StartRegistration,
    SendRegistrationCode,
    ConfirmRegistration,
    PasswordAttempts,
    Sessions,
    SignIn,
    RefreshSession,
    SignOut,
    FindOwnSessions,
    EndOwnSession,
    EndOtherSessions,
    StartPasswordReset,
    SendResetCode,
    ConfirmPasswordReset,
    FindOwnAccount,
    OwnNumbers,
    ConfirmOwnPassword,
    ChangePassword,
    StartContactChange,
    ConfirmContactChange,
    RecoveryCodes,
    SecondFactor,
    ConfirmBothFactors,
    StartTotpEnrolment,
    ConfirmTotpEnrolment,
    RenewRecoveryCodes,
    StaffAccounts,
    CreateStaffAccount,
    CreateFirstSystemAdmin,
    ChangeStaffAccount,
    DisableStaffAccount,
    EnableStaffAccount,
    ResetStaffPassword,
    ResetStaffTotp,
    FindStaffAccounts,
    ForgetExpired,
    AnnounceEarlierStaff,
    ...[RequestDataExport, FindMyDataExport, AnswerDataExport, GatherParts, AssembleDataExport, SweepDataExports],
    ...[RequestErasure, CancelErasure, FindErasureRequests, ApproveErasure, RefuseErasure, ErasureViews],
    ...[EraseAccount, EraseDataExports, GatherErasures],
  ],
  exports: [CreateFirstSystemAdmin, CreateStaffAccount, ResetStaffPassword, StartTotpEnrolment],
})
export class AccountsModule {}

/** 账号: see the README beside. */
export const accounts: Domain = {
  name: 'accounts',
  title: '账号',
  module: AccountsModule,
  entities: [
    Account,
    Captcha,
    Code,
    Registration,
    Session,
    RefreshToken,
    FailedSignIn,
    AddressCount,
    PasswordReset,
    ContactChange,
    TotpEnrolment,
    RecoveryCode,
    DataExport,
    DataExportPart,
    ErasureRequest,
    ErasureAnswer,
  ],
  migrations,
};
