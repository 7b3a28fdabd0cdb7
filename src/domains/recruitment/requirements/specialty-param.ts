import { Param, ParseEnumPipe } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { specialties } from '../contracts/index.js';

const bySpecialty = Object.fromEntries(specialties.map((specialty) => [specialty, specialty]));

/** A specialty in the path; anything else is refused with `request.invalid`. */
export const SpecialtyParam = () =>
  Param(
    'specialty',
    new ParseEnumPipe(bySpecialty, {
      exceptionFactory: () =>
        new InvalidRequest({
          errors: [
            { pointer: 'specialty', code: 'not-in-list', detail: { zh: '没有这个专业', en: 'is no specialty' } },
          ],
        }),
    }),
  );

export const ApiSpecialtyParam = () =>
  ApiParam({ name: 'specialty', description: '培训专业', enum: specialties, enumName: 'Specialty' });
