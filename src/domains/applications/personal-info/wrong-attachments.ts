import type { AttachmentFormat, AttachmentKind, AttachmentRequirement } from '../../recruitment/contracts/index.js';
import { type Missing, missing } from './missing.js';

/** What of an uploaded file the requirements of a plan look at. */
export interface AttachedFile {
  readonly kind: AttachmentKind;
  readonly mediaType: string;
  readonly size: number;
}

const mediaTypes: Readonly<Record<AttachmentFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  pdf: 'application/pdf',
};

/** Which of the attachments that a plan asks for are not there, too many, of another format or too large. */
export function wrongAttachments(
  attached: readonly AttachedFile[],
  requirements: readonly AttachmentRequirement[],
): Missing[] {
  return requirements.flatMap((requirement): Missing[] => {
    const pointer = `/attachments/${requirement.kind}`;
    const files = attached.filter(({ kind }) => kind === requirement.kind);
    if (files.length === 0) return requirement.required ? [missing(pointer, 'required')] : [];
    return [
      ...tooMany(pointer, files.length, requirement),
      ...wrongFormat(pointer, files, requirement),
      ...tooLarge(pointer, files, requirement),
    ];
  });
}

const tooMany = (pointer: string, count: number, { maxCount }: AttachmentRequirement): Missing[] =>
  count <= maxCount
    ? []
    : [
        {
          pointer,
          code: 'too-many',
          detail: { zh: `最多 ${maxCount} 份`, en: `may be given ${maxCount} times at most` },
        },
      ];

function wrongFormat(pointer: string, files: readonly AttachedFile[], { formats }: AttachmentRequirement): Missing[] {
  if (!formats || files.every(({ mediaType }) => formats.some((format) => mediaTypes[format] === mediaType))) return [];
  const names = formats.map((format) => format.toUpperCase());
  const detail = { zh: `只接受 ${names.join('、')} 格式`, en: `has to be ${names.join(' or ')}` };
  return [{ pointer, code: 'format-not-allowed', detail }];
}

function tooLarge(pointer: string, files: readonly AttachedFile[], { maxBytes }: AttachmentRequirement): Missing[] {
  if (maxBytes === undefined || files.every(({ size }) => size <= maxBytes)) return [];
  const most = `${Number((maxBytes / 2 ** 20).toFixed(1))} MB`;
  return [{ pointer, code: 'too-large', detail: { zh: `单个文件不得超过 ${most}`, en: `may be ${most} at most` } }];
}
