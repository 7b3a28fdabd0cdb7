import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { type DocumentFormat, Documents } from './documents.js';
import type { FormDocument } from './form-document.js';

const documents = new Documents();
afterAll(() => documents.onApplicationShutdown());

const photo = await sharp({ create: { width: 300, height: 420, channels: 3, background: 'steelblue' } })
  .jpeg()
  .toBuffer();

const form: FormDocument = {
  title: '广西壮族自治区\n申请表',
  subtitle: '（样张）',
  author: '广西壮族自治区生殖医院',
  createdAt: new Date('2026-11-23T08:00:00Z'),
  language: 'zh-CN',
  documentNumber: 'SQ2026-7K3M9QX2AB',
  digest: '3F2A-9C1B-77D0-4E21',
  qr: { text: 'https://example.cn/verifications/SQ2026-7K3M9QX2AB', caption: '扫码核验真伪' },
  blocks: [
    {
      kind: 'table',
      columns: [2, 4, 3],
      repeatedRows: 1,
      rows: [
        { cells: [{ kind: 'label', text: '基本信息', colspan: 3 }] },
        {
          cells: [
            { kind: 'label', text: '姓名' },
            { kind: 'text', text: '韦𠮷<b>&"' },
            { kind: 'photo', size: 'one-inch', image: photo, placeholder: '照片', rowspan: 2 },
          ],
        },
        {
          cells: [
            { kind: 'label', text: '附件' },
            { kind: 'list', numbered: true, items: ['证件照', '执业证'] },
          ],
        },
      ],
    },
    {
      kind: 'table',
      columns: [1, 5],
      rows: [
        {
          cells: [
            { kind: 'label', text: '选送单位\n意见' },
            { kind: 'seal', text: '同意', signature: '负责人（签字）', stamp: '（单位盖章）', blank: 18 },
          ],
        },
      ],
    },
    { kind: 'heading', text: '说明' },
    { kind: 'paragraph', text: '第一段', indent: true },
    { kind: 'rules', items: ['带身份证', '提前到场'] },
  ],
};

const rendered = async (format: DocumentFormat, given: FormDocument = form) => documents.render(given, format);
/** The parts of a DOCX as text, and its words without the marks around them. */
const partsOf = (docx: Buffer) => {
  const files = unzipSync(docx);
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const words = (name: string) => part(name).replace(/<[^>]+>/g, '');
  return { files, part, words };
};

describe.each(['pdf', 'docx', 'html'] as const)('a document as %s', (format) => {
  it('is the same bytes each time', async () => {
    const first = await rendered(format);
    expect((await rendered(format)).equals(first)).toBe(true);
  });

  it('is refused when the cells of a table do not fill its grid', async () => {
    const rows = [{ cells: [{ kind: 'text' as const, text: '' }] }];
    const broken: FormDocument = { ...form, blocks: [{ kind: 'table', columns: [1, 1], rows }] };
    await expect(rendered(format, broken)).rejects.toThrow(/no cell for column 2/);
  });
});

describe('as DOCX', () => {
  it('says what the form says, in the order of the form', async () => {
    const { words } = partsOf(await rendered('docx'));
    const text = words('word/document.xml');
    expect(text).toMatch(
      /广西壮族自治区申请表（样张）基本信息姓名韦𠮷&lt;b&gt;&amp;&quot;附件1. 证件照2. 执业证.*选送单位意见同意负责人（签字）.*（单位盖章）.*年.*月.*日.*说明第一段.*带身份证/s,
    );
  });

  it('has number, digest, QR code and page at the foot of every page', async () => {
    const { words, part } = partsOf(await rendered('docx'));
    expect(words('word/footer1.xml')).toMatch(
      /编号：SQ2026-7K3M9QX2AB.*校验码：3F2A-9C1B-77D0-4E21.*第 PAGE 页 共 NUMPAGES 页/,
    );
    expect(part('word/footer1.xml')).toContain('<w:drawing>');
  });

  it('spans cells, repeats the heading of a table and keeps its pictures apart', async () => {
    const { part, files } = partsOf(await rendered('docx'));
    const body = part('word/document.xml');
    expect(body).toContain('<w:gridSpan w:val="3"/>');
    expect(body).toContain('<w:vMerge w:val="restart"/>');
    expect(body).toContain('<w:tblHeader/>');
    expect(Object.keys(files).filter((name) => name.startsWith('word/media/'))).toHaveLength(2);
  });

  it('names its author and when it was issued, and nothing of the machine', async () => {
    const { part } = partsOf(await rendered('docx'));
    const core = part('docProps/core.xml');
    expect(core).toContain('<dc:creator>广西壮族自治区生殖医院</dc:creator>');
    expect(core.match(/2026-11-23T08:00:00.000Z/g)).toHaveLength(2);
    expect(core).not.toContain('Un-named');
  });

  it('has no time of day in its ZIP entries, which would make each file another', async () => {
    const docx = await rendered('docx');
    // the date of the first local file header: 1 January 1980 (APPNOTE.TXT 4.4.6)
    expect([docx.readUInt16LE(10), docx.readUInt16LE(12)]).toEqual([0, 0x21]);
  });
});

describe('as HTML', () => {
  it('is one page without script or anything to fetch, whose text stays text', async () => {
    const html = (await rendered('html')).toString('utf8');
    expect(html).toContain('韦𠮷&lt;b&gt;&amp;&quot;');
    expect(html).not.toMatch(/<script|<link|<iframe|src="(?!data:)|url\(/);
    expect(html).toMatch(/^<!doctype html>/);
  });

  it('has number, digest and QR code in the foot that browsers repeat', async () => {
    const html = (await rendered('html')).toString('utf8');
    const foot = /<tfoot>.*?<\/tfoot>/s.exec(html)?.[0] ?? '';
    expect(foot).toContain('编号：SQ2026-7K3M9QX2AB');
    expect(foot).toContain('校验码：3F2A-9C1B-77D0-4E21');
    expect(foot).toContain('<img src="data:image/png;base64,');
  });
});
