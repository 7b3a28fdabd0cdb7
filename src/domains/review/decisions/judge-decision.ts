import type { FieldError } from '../../../platform/problems/problem.js';
import type { DecideReviewRequest } from './decision.dto.js';
import { ReasonNotExpected, ReasonRequired, VerdictNotPossible } from '../review.problems.js';

/** Refuses a decision that contradicts itself, whatever case it is about. */
export function refuseContradiction({ outcome, reason, documents = [] }: DecideReviewRequest): void {
  if (outcome === 'returned' && reason === undefined) {
    const detail = { zh: '请填写不通过的原因', en: 'say why it is returned' };
    throw new ReasonRequired({ errors: [{ pointer: '/reason', code: 'required', detail }] });
  }
  if (outcome === 'passed' && reason !== undefined) {
    const detail = { zh: '审核通过时不填写原因', en: 'belongs to a return only' };
    throw new ReasonNotExpected({ errors: [{ pointer: '/reason', code: 'not-expected', detail }] });
  }
  const errors = documents.flatMap(({ fileId, verdict }, index): FieldError[] => {
    const pointer = `/documents/${index}`;
    if (documents.findIndex((document) => document.fileId === fileId) < index)
      return [{ ...twice, pointer: `${pointer}/fileId` }];
    return outcome === 'passed' && verdict === 'rejected' ? [{ ...rejected, pointer: `${pointer}/verdict` }] : [];
  });
  if (errors.length > 0) throw new VerdictNotPossible({ errors });
}

const twice = { code: 'repeated', detail: { zh: '同一文件只能有一个结论', en: 'a file has one verdict' } };
const rejected = {
  code: 'document-rejected',
  detail: { zh: '有材料不合格时不能审核通过', en: 'with a rejected document it can not be passed' },
};
