/** Refusals that the documents promise and no test is answered with yet: this list only ever shrinks. */
export const NOT_REACHED_YET: readonly string[] = [
  'DELETE /api/v1/management/reviews/{id}/claim review.case-closed',
  'GET /api/v1/management/applications/{id}/attachments/{attachmentId}/thumbnail applications.no-thumbnail',
  'POST /api/v1/applications/{id}/resubmission applications.account-not-ready',
  'POST /api/v1/applications/{id}/resubmission applications.base-suspended',
  'POST /api/v1/applications/{id}/resubmission applications.not-complete',
  'POST /api/v1/applications/{id}/resubmission applications.plan-not-found',
  'POST /api/v1/applications/{id}/signature-pages applications.too-many-signature-pages',
  'POST /api/v1/management/reviews/{id}/claim review.case-closed',
];
