/** The routes of the public and trainees' side with their operationIds, as front ends were promised them. */
export const TRAINEE = `
POST /captchas createCaptcha
POST /audio-captchas createAudioCaptcha
POST /password-strength ratePassword
POST /registrations startRegistration
POST /registrations/{id}/codes sendRegistrationCode
POST /registrations/{id}/confirmation confirmRegistration
POST /sessions signIn
POST /sessions/refresh refreshSession
DELETE /sessions/current signOut
POST /password-resets startPasswordReset
POST /password-resets/{id}/confirmation confirmPasswordReset
GET /account getAccount
PUT /account/password changePassword
GET /account/sessions listSessions
DELETE /account/sessions endOtherSessions
DELETE /account/sessions/{id} endSession
POST /account/phone-changes startPhoneChange
POST /account/phone-changes/{id}/confirmation confirmPhoneChange
POST /account/email-changes startEmailChange
POST /account/email-changes/{id}/confirmation confirmEmailChange
POST /account/data-exports requestDataExport
GET /account/data-export exportMyData
POST /account/erasure-requests requestErasure
GET /account/erasure-requests listMyErasureRequests
POST /account/erasure-requests/{id}/cancellation cancelErasure
GET /bases listBases
GET /bases/{id} getBase
GET /plans listPlans
GET /plans/{id} getPlan
GET /plans/statistics getPlanStatistics
GET /code-lists listCodeLists
GET /code-lists/{name} getCodeList
GET /personal-info getPersonalInfo
PUT /personal-info savePersonalInfo
GET /personal-info/completeness checkCompleteness
GET /attachments listAttachments
POST /attachments uploadAttachment
GET /attachments/{id} getAttachment
DELETE /attachments/{id} deleteAttachment
GET /attachments/{id}/content downloadAttachment
GET /attachments/{id}/thumbnail getAttachmentThumbnail
GET /applications listMyApplications
POST /applications submitApplication
GET /applications/{id} getMyApplication
GET /applications/{id}/timeline getMyTimeline
GET /applications/{id}/revisions listMyRevisions
GET /applications/{id}/revisions/{number} getMyRevision
GET /applications/{id}/revisions/{number}/changes getMyRevisionChanges
POST /applications/preview previewApplication
POST /applications/{id}/resubmission/preview previewResubmission
POST /applications/{id}/resubmission resubmitApplication
POST /applications/{id}/withdrawal withdrawApplication
GET /applications/{id}/form getApplicationForm
GET /applications/{id}/signature-pages listSignaturePages
POST /applications/{id}/signature-pages uploadSignaturePage
PUT /applications/{id}/signature-pages/order orderSignaturePages
PUT /applications/{id}/signature-pages/{pageId} replaceSignaturePage
DELETE /applications/{id}/signature-pages/{pageId} deleteSignaturePage
POST /applications/{id}/signature-submission submitSignaturePages
GET /notices listNotices
GET /notices/{id} getNotice
POST /notices/{id}/objections fileObjection
GET /exam-tickets listMyExamTickets
GET /exam-tickets/{id}/document getExamTicketDocument
GET /certificates listMyCertificates
GET /certificates/{id}/document getCertificateDocument
GET /messages listMessages
POST /messages/{id}/read markMessageRead
GET /messages/stream streamMessages
GET /verifications/application-forms/{number} verifyApplicationForm
GET /verifications/exam-tickets/{number} verifyExamTicket
GET /verifications/certificates/{number} verifyCertificate
`
  .trim()
  .split('\n')
  .map((line) => line.replace(' /', ' /api/v1/'));

/** Promised, and not built yet: this list only ever shrinks. */
export const NOT_YET_BUILT: readonly string[] = [
  'POST /api/v1/notices/{id}/objections fileObjection',
  'GET /api/v1/certificates listMyCertificates',
  'GET /api/v1/certificates/{id}/document getCertificateDocument',
  'GET /api/v1/verifications/certificates/{number} verifyCertificate',
  'GET /api/v1/messages/stream streamMessages',
];

/** The parts of management, below /api/v1/management. */
export const MANAGED: readonly string[] = [
  '/staff-accounts',
  '/integration-clients',
  '/settings',
  '/bases',
  '/batches',
  '/plans',
  '/form-requirements',
  '/applications',
  '/reviews',
  '/admission-lists',
  '/objections',
  '/notices',
  '/trainings',
  '/exams',
  '/notification-templates',
  '/deliveries',
  '/statistics',
  '/audit-events',
  '/dead-letters',
  '/invariants',
  '/erasure-requests',
];

/** Promised, and not built yet: this list only ever shrinks. */
export const NOT_YET_MANAGED: readonly string[] = [
  '/integration-clients',
  '/settings',
  '/objections',
  '/notification-templates',
  '/statistics',
];
