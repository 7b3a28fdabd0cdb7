import { createHash } from 'node:crypto';
import { BooleanField, IntegerField, ObjectListField, TextField } from '../http/fields.js';
import type { CodeList } from './code-list.js';

export class CodeView {
  @TextField({ description: '代码', max: 10, example: '08' })
  readonly code: string;

  @TextField({ description: '名称', max: 40, example: '壮族' })
  readonly name: string;

  @TextField({ description: '所属类别的代码', max: 10, example: '20', nullable: true })
  readonly parent: string | null;

  @BooleanField({ description: '是否可以选择；类别只用于分组', example: true })
  readonly selectable: boolean;

  @BooleanField({ description: '是否为本平台补充、国家标准中没有的代码', example: false })
  readonly extension: boolean;
}

class CodeListSummary {
  @TextField({ description: '代码表名称，用于路径', max: 40, example: 'ethnicity' })
  readonly name: string;

  @TextField({ description: '标题', max: 40, example: '民族' })
  readonly title: string;

  @TextField({ description: '所依据的国家标准', max: 40, example: 'GB/T 3304-1991' })
  readonly standard: string;

  @BooleanField({ description: '是否为标准的全部代码；否则只列出常用的', example: true })
  readonly complete: boolean;

  @TextField({ description: '内容的版本，即 ETag', max: 16, example: '5f0c7d2e8a0b4a53' })
  readonly version: string;
}

export class CodeListSummaryView extends CodeListSummary {
  @IntegerField({ description: '代码数', example: 58 })
  readonly count: number;
}

export class CodeListsView {
  @ObjectListField(() => CodeListSummaryView, { description: '全部代码表', max: 50 })
  readonly items: CodeListSummaryView[];
}

export class CodeListView extends CodeListSummary {
  @ObjectListField(() => CodeView, { description: '代码，按标准的顺序', max: 1000 })
  readonly codes: CodeView[];
}

/** The list as it is answered; its version is a digest of what it says. */
export function toCodeListView({ name, title, standard, complete, codes }: CodeList): CodeListView {
  const version = createHash('sha256').update(JSON.stringify(codes)).digest('hex').slice(0, 16);
  return {
    ...{ name, title: title.zh, standard, complete, version },
    codes: codes.map(({ code, name: word, parent, group, extension }) => ({
      ...{ code, name: word, parent: parent ?? null, selectable: !group, extension: extension ?? false },
    })),
  };
}
