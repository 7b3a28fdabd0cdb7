import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { defaultRules } from './default-rules.js';
import type { ChangeExamRequest } from './exam.dto.js';
import type { ExamDetails } from './exam.entity.js';

/** What a request says of an exam; an end that is not after the start is refused. */
export function examDetails(request: ChangeExamRequest): ExamDetails {
  const startsAt = new Date(request.startsAt);
  const endsAt = request.endsAt === undefined || request.endsAt === null ? null : new Date(request.endsAt);
  if (endsAt && endsAt <= startsAt) {
    throw new InvalidRequest({
      errors: [
        { pointer: '/endsAt', code: 'range', detail: { zh: '应晚于开始时间', en: 'must be after the beginning' } },
      ],
    });
  }
  const { title, place, address, rules } = request;
  return { title, startsAt, endsAt, place, address: address ?? null, rules: rules ?? defaultRules };
}
