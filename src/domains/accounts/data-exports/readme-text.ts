import { chinaDate } from '../../../platform/clock/china-date.js';

export interface ExplainedPart {
  readonly domain: string;
  readonly title: string;
  readonly explained: Readonly<Record<string, string>>;
}

/** A file as it went into the archive; `size` and `sha256` are null when its object was no longer there. */
export interface ArchivedFile {
  readonly path: string;
  readonly size: number | null;
  readonly sha256: string | null;
}

/** The README.txt of an export: what each file of it is. */
export function readmeText(requestedAt: Date, parts: readonly ExplainedPart[], files: readonly ArchivedFile[]): string {
  const missing = files.filter(({ sha256 }) => sha256 === null);
  return [
    '广西辅助生殖规范化培训管理平台：个人数据',
    '',
    `申请日期：${chinaDate(requestedAt)}`,
    '本压缩包是您申请导出时平台所持有的、与您有关的全部数据。其中含有您的身份证号码等个人信息，请妥善保管。',
    '数据为 UTF-8 编码的 JSON 文本，时间为协调世界时（比北京时间晚 8 小时）。',
    '他人的操作只写明其角色，不写明姓名；尚未公布的考试安排和成绩、尚未公示的名单不在其中。',
    ...parts.flatMap(({ domain, title, explained }) => [
      '',
      `${domain}.json  ${title}`,
      ...Object.entries(explained).map(([member, meaning]) => `  ${member}：${meaning}`),
    ]),
    '',
    `files/  您上传的文件和平台保存的文件，共 ${files.length - missing.length} 个`,
    'files.json  每个文件的字节数和 SHA-256，可据以核对',
    ...(missing.length > 0 ? ['', '下列文件在导出时已被删除：', ...missing.map(({ path }) => `  ${path}`)] : []),
    '',
  ].join('\n');
}
