import { choicesOf, type CodeList } from '../../../platform/code-lists/code-list.js';
import { degreeList } from '../../../platform/code-lists/degrees.js';
import { educationList } from '../../../platform/code-lists/education.js';
import { ethnicityList } from '../../../platform/code-lists/ethnicities.js';
import { politicalStatusList } from '../../../platform/code-lists/political-statuses.js';
import { titleList } from '../../../platform/code-lists/titles.js';
import { BooleanField, EnumField, MonthField, TextField } from '../../../platform/http/fields.js';
import { specialties } from '../../recruitment/contracts/index.js';

/** Free text of a draft: may be missing, null or empty. */
const Draft = (description: string, max: number, example: string) =>
  TextField({ description, example, min: 0, max, optional: true, nullable: true });

/** One of the codes of a national list, which `GET /code-lists/{name}` words. */
const DraftCode = (description: string, list: CodeList, example: string) =>
  EnumField({
    description: `${description}（${list.standard} 代码，见 /code-lists/${list.name}）`,
    example,
    values: choicesOf(list),
    enumName: `${list.name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Code`,
    optional: true,
    nullable: true,
  });

const DraftMonth = (description: string, example: string) =>
  MonthField({ description, example, optional: true, nullable: true });

/** 基本信息, beside what the account and the ID number already say */
export class BasicSection {
  @DraftCode('民族', ethnicityList, '08')
  readonly ethnicity?: string | null;

  @Draft('籍贯', 50, '广西南宁')
  readonly nativePlace?: string | null;

  @DraftCode('政治面貌', politicalStatusList, '13')
  readonly politicalStatus?: string | null;

  @Draft('健康状况', 50, '健康')
  readonly health?: string | null;

  @DraftCode('最高学历', educationList, '21')
  readonly highestEducation?: string | null;

  @DraftCode('最高学位', degreeList, '410')
  readonly highestDegree?: string | null;
}

/** 联系方式, beside the phone of the account */
export class ContactSection {
  @Draft('通讯地址', 200, '广西南宁市青秀区示例路 1 号')
  readonly address?: string | null;

  @TextField({
    description: '邮政编码',
    example: '530021',
    min: 0,
    max: 6,
    pattern: /^(\d{6})?$/,
    optional: true,
    nullable: true,
  })
  readonly postalCode?: string | null;

  @Draft('紧急联系人', 30, '示例联系人')
  readonly emergencyContactName?: string | null;

  @TextField({
    description: '紧急联系人电话',
    example: '13800000000',
    min: 0,
    max: 20,
    pattern: /^([+\d][\d -]{4,19})?$/,
    optional: true,
    nullable: true,
  })
  readonly emergencyContactPhone?: string | null;
}

/** One entry of 教育经历 */
export class EducationEntry {
  @Draft('毕业院校', 100, '广西医科大学')
  readonly school?: string | null;

  @Draft('专业', 100, '临床医学')
  readonly major?: string | null;

  @DraftCode('学历', educationList, '21')
  readonly level?: string | null;

  @DraftMonth('入学年月', '2008-09')
  readonly startMonth?: string | null;

  @DraftMonth('毕业年月', '2013-07')
  readonly endMonth?: string | null;
}

/** One entry of 工作经历 */
export class WorkEntry {
  @Draft('工作单位', 100, '示例市人民医院')
  readonly unit?: string | null;

  @Draft('科室', 100, '生殖医学科')
  readonly department?: string | null;

  @Draft('职务', 50, '住院医师')
  readonly position?: string | null;

  @DraftCode('职称', titleList, '233')
  readonly title?: string | null;

  @Draft('职称名称，仅在职称为 other 时填写', 50, '健康管理师')
  readonly otherTitle?: string | null;

  @DraftMonth('起始年月', '2013-08')
  readonly startMonth?: string | null;

  @DraftMonth('截止年月，至今则为空', '2020-06')
  readonly endMonth?: string | null;

  @Draft('医师资格证书编号', 50, '201345110450103199001011234')
  readonly qualificationNumber?: string | null;

  @Draft('执业证书编号', 50, '110450000012345')
  readonly licenceNumber?: string | null;
}

/** 培训意向 */
export class TrainingSection {
  @EnumField({
    description: '培训专业',
    example: 'clinical',
    values: specialties,
    enumName: 'Specialty',
    optional: true,
    nullable: true,
  })
  readonly specialty?: (typeof specialties)[number] | null;

  @Draft('培训目的', 500, '系统学习人类辅助生殖技术临床规范')
  readonly purpose?: string | null;
}

/** 承诺 */
export class StatementSection {
  @BooleanField({ description: '本人承诺所填信息真实', example: true })
  readonly accepted: boolean;
}

/** The form as it is kept: a section that was never saved is empty. */
export interface Form {
  readonly basic: BasicSection;
  readonly contact: ContactSection;
  readonly education: readonly EducationEntry[];
  readonly work: readonly WorkEntry[];
  readonly training: TrainingSection;
  readonly statement: StatementSection;
}

export const emptyForm: Form = {
  basic: {},
  contact: {},
  education: [],
  work: [],
  training: {},
  statement: { accepted: false },
};
