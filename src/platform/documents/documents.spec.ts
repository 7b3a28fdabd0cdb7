import { createHash } from 'node:crypto';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import uncached from '../files/uncached-sharp.js';
import { Documents } from './documents.js';
import type { Block, FormDocument, Row, Table } from './form-document.js';

const documents = new Documents();
afterAll(() => documents.onApplicationShutdown());

const form = (blocks: Block[], changes: Partial<FormDocument> = {}): FormDocument => ({
  title: '广西壮族自治区人类辅助生殖技术规范化培训申请表',
  author: '广西壮族自治区生殖医院',
  createdAt: new Date('2026-11-23T08:00:00Z'),
  language: 'zh-CN',
  documentNumber: 'GX-2026-000123',
  qr: { text: 'https://example.cn/verifications/GX-2026-000123', caption: '扫描二维码核验' },
  blocks,
  ...changes,
});
const row = (...texts: string[]): Row => ({ cells: texts.map((text) => ({ kind: 'text', text })) });
const table = (rows: Row[], changes: Partial<Table> = {}): Table => ({
  kind: 'table',
  columns: [1, 4],
  rows,
  ...changes,
});
const photo = () =>
  sharp({ create: { width: 300, height: 420, channels: 3, background: 'steelblue' } })
    .jpeg()
    .toBuffer();

/** The file as a reader sees it: the text of each page in one string, without spaces, and what is drawn. */
async function read(pdf: Buffer) {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false });
  const file = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: file.numPages }, async (_, index) => {
      const page = await file.getPage(index + 1);
      const { items } = await page.getTextContent();
      const { fnArray } = await page.getOperatorList();
      const pieces = items.flatMap((item) => ('str' in item ? [item] : []));
      return {
        text: pieces
          .map(({ str }) => str)
          .join('')
          .replaceAll(/\s/g, ''),
        lowest: Math.min(...pieces.map(({ transform }) => Number(transform[5]))),
        rightmost: Math.max(...pieces.map(({ transform, width }) => Number(transform[4]) + width)),
        images: fnArray.filter((operator) => operator === OPS.paintImageXObject).length,
      };
    }),
  );
  const { info } = await file.getMetadata();
  await task.destroy();
  return { pages, text: pages.map(({ text }) => text).join(''), info };
}

const print = async (blocks: Block[], changes?: Partial<FormDocument>) =>
  read(await documents.renderPdf(form(blocks, changes)));

describe('text', () => {
  it('prints every character that a font has, those of the later Unicode extensions too', async () => {
    const names = [
      '韦𠮷',
      '𰻝𰻝面',
      '阿依古丽·买买提',
      'Ａ１２（）',
      'María é',
      '㐀䶮龥鿏',
      '“引号”—…、《》',
      '½①Ⅳ㎡℃',
    ];
    const { text } = await print([table(names.map((name) => row('姓名', name)))]);
    for (const name of names) expect(text).toContain(name.replaceAll(' ', ''));
  });

  it('puts a mark, the code point and a footnote where no font has the character', async () => {
    const filler = Array.from({ length: 40 }, () => row('a', 'b'));
    const { pages } = await print([table([row('姓名', '李𮧵𪨊'), ...filler])]);
    expect(pages[0]?.text).toContain('李〓U+2E9F5〓U+2AA0A');
    expect(pages[0]?.text).toMatch(/注：〓处为字库未收的字，字符编码为U\+2E9F5、U\+2AA0A/);
    expect(pages[1]?.text).not.toContain('注：');
  });

  it('puts the footnote on the page where the character stands, wherever its row goes', async () => {
    for (const above of [24, 25, 26, 27, 28, 29, 30, 31]) {
      const rows = Array.from({ length: above }, () => row('a', 'b'));
      const { pages } = await print([table([...rows, row('姓名', '第一行\n第二行\n李𮧵'), ...rows])]);
      const [stands, noted] = [/李〓/, /注：/].map((wanted) => pages.map(({ text }) => wanted.test(text)));
      expect(noted).toEqual(stands);
      expect(stands?.filter(Boolean)).toHaveLength(1);
    }
  });

  it('names what it can not print', async () => {
    await expect(documents.unprintable('韦𠮷𰻝·é')).resolves.toEqual([]);
    await expect(documents.unprintable('李𮧵𪨊𮧵')).resolves.toEqual(['𮧵', '𪨊']);
    await expect(documents.unprintable('a\u0007\uE7C7')).resolves.toEqual(['\u0007', '\uE7C7']);
    await expect(documents.unprintable('邉\u{E01EF}')).resolves.toEqual(['邉\u{E01EF}']);
  });

  it('wraps long values inside their cell', async () => {
    const address = `${'averylongmailboxname'.repeat(8)}@example.cn`;
    const { text, pages } = await print([table([row('邮箱', address), row('姓名', '𠮷'.repeat(90))])]);
    expect(text).toContain(address);
    expect(text).toContain('𠮷'.repeat(90));
    expect(pages[0]?.rightmost).toBeLessThan(595 - 50);
  });
});

describe('pages', () => {
  const rows = Array.from({ length: 60 }, (_, index) => row(`第${index}条`, '内容'));

  it('numbers the pages, and prints document number and QR code on each', async () => {
    const { pages } = await print([table(rows)]);
    expect(pages.length).toBeGreaterThan(1);
    const without = await print([table(rows)], { qr: undefined });
    expect(without.pages[0]?.images).toBe(0);
    for (const [index, { text, images }] of pages.entries()) {
      expect(images).toBe(1);
      expect(text).toContain(`第${index + 1}页共${pages.length}页`);
      expect(text).toContain('编号：GX-2026-000123');
      expect(text).toContain('扫描二维码核验');
    }
  });

  it('repeats the heading rows of a table that goes on', async () => {
    const heading = [{ cells: [{ kind: 'label' as const, text: '工作经历', colspan: 2 }] }, row('起止年月', '单位')];
    const { pages } = await print([table([...heading, ...rows], { repeatedRows: 2 })]);
    for (const { text } of pages) expect(text).toContain('工作经历起止年月单位');
  });

  it('prints a header too tall to repeat once, whole', async () => {
    const heading = row('说明', '很长的说明。'.repeat(200));
    const { text } = await print([table([heading, ...rows], { repeatedRows: 1 })]);
    expect(withoutFoot(text).split('很长的说明。')).toHaveLength(201);
  });

  it('keeps its pages however many characters are missing', async () => {
    const missing = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0xf0000 + index));
    const { text, pages } = await print([table([row('姓名', missing.join(''))])]);
    for (const character of missing) {
      expect(text).toContain(`〓U+${character.codePointAt(0)?.toString(16).toUpperCase()}`);
    }
    expect(pages[0]?.text).toContain('等300个');
    for (const { lowest } of pages) expect(lowest).toBeGreaterThan(20);
  });

  it('never divides rows that a span ties together', async () => {
    for (const above of [26, 27, 28, 29, 30]) {
      const tied: Row[] = [
        {
          cells: [
            { kind: 'label', text: '一组', rowspan: 4 },
            { kind: 'text', text: '甲' },
          ],
        },
        ...['乙', '丙', '丁'].map((text): Row => ({ cells: [{ kind: 'text', text }] })),
      ];
      const { pages } = await print([table([...rows.slice(0, above), ...tied])]);
      expect(pages.filter(({ text }) => /[甲乙丙丁]|一组/.test(text))).toHaveLength(1);
    }
  });

  it('never leaves a heading alone at the end of a page', async () => {
    for (const above of [24, 25, 26, 27, 28, 29, 30]) {
      const { text, pages } = await print([
        table(rows.slice(0, above)),
        { kind: 'heading', text: '考生须知' },
        { kind: 'rules', items: ['第一则', '第二则'] },
      ]);
      expect(text).toContain('考生须知1.第一则');
      expect(pages.filter(({ text }) => /考生须知|第一则/.test(text))).toHaveLength(1);
    }
  });

  it('lets go on to further pages what is higher than a page, and loses none of it', async () => {
    const sentences = Array.from({ length: 300 }, (_, index) => `第${index}句很长的申请理由。`).join('');
    const { text, pages } = await print([table([row('前', '文'), row('理由', sentences), row('后', '文')])]);
    expect(withoutFoot(text)).toContain(sentences);
    for (const { lowest } of pages) expect(lowest).toBeGreaterThan(20);
  });

  const withoutFoot = (text: string) => text.replaceAll(/编号：GX-2026-000123扫描二维码核验第\d+页共\d+页/g, '');
});

describe('the file', () => {
  it('is the same to the byte for the same document, whatever was printed before', async () => {
    const image = await photo();
    const blocks: Block[] = [
      table([
        {
          cells: [
            { kind: 'photo', size: 'one-inch', image, placeholder: '' },
            { kind: 'text', text: '一李' },
          ],
        },
      ]),
    ];
    const digest = async () =>
      createHash('sha256')
        .update(await documents.renderPdf(form(blocks)))
        .digest('hex');
    const first = await digest();
    // the fonts draw these compatibility forms with the glyphs of 一 and 李
    await Promise.all([1, 2, 3, 4].map(() => print([{ kind: 'paragraph', text: '\u2F00\uF9E1' }])));
    expect(new Set([first, ...(await Promise.all([digest(), digest(), digest(), digest()]))]).size).toBe(1);
  });

  it('says its title, its author, its number and when it was made', async () => {
    const { info } = await print([]);
    expect(info).toMatchObject({
      Title: '广西壮族自治区人类辅助生殖技术规范化培训申请表',
      Author: '广西壮族自治区生殖医院',
      Subject: 'GX-2026-000123',
      CreationDate: expect.stringContaining('20261123080000') as unknown,
    });
  });

  it('holds the photo', async () => {
    const image = await photo();
    const { pages } = await print([
      table([
        {
          cells: [
            { kind: 'photo', size: 'two-inch', image, placeholder: '照片' },
            { kind: 'text', text: 'a' },
          ],
        },
      ]),
    ]);
    expect(pages[0]?.images).toBe(2);
    expect(pages[0]?.text).not.toContain('照片');
  });
});

describe('what is refused', () => {
  const withPhoto = (image: Uint8Array) =>
    form([
      table([
        {
          cells: [
            { kind: 'photo', size: 'one-inch', image, placeholder: '' },
            { kind: 'text', text: '' },
          ],
        },
      ]),
    ]);

  it('refuses a photo that is cut off, no picture, or of another format, and goes on printing', async () => {
    const whole = await photo();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const broken of [whole.subarray(0, whole.length / 2), Buffer.from('no picture'), Buffer.alloc(0), svg]) {
      await expect(documents.renderPdf(withPhoto(broken))).rejects.toThrow("the photo can't be read");
    }
    await expect(documents.renderPdf(withPhoto(whole))).resolves.toBeInstanceOf(Buffer);
  });

  it('refuses a table whose cells do not fill its grid', async () => {
    await expect(documents.renderPdf(form([table([row('一')])]))).rejects.toThrow('row 1 of the table has no cell');
    const wide: Row = { cells: [{ kind: 'text', text: '一', colspan: 3 }] };
    await expect(documents.renderPdf(form([table([wide])]))).rejects.toThrow('spans beyond the table');
    await expect(documents.renderPdf(form([table([row('一', '二', '三')])]))).rejects.toThrow(
      'more cells than columns',
    );
  });
});

it('leaves the image library without its cache, which each thread that loads it switches on', async () => {
  uncached.cache(false);
  const others = new Documents();
  await others.renderPdf(form([], { qr: { text: 'https://example.cn/1', caption: '扫描' } }));
  await others.onApplicationShutdown();
  expect(uncached.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
});

it('leaves the event loop free while it renders many documents', async () => {
  await documents.renderPdf(form([]));
  const rows = Array.from({ length: 300 }, (_, index) => row(`第${index}条`, '内容内容内容内容内容内容'));
  const started = performance.now();
  const ticks = [started];
  const clock = setInterval(() => ticks.push(performance.now()), 5);
  await Promise.all(Array.from({ length: 4 }, () => documents.renderPdf(form([table(rows)]))));
  clearInterval(clock);
  ticks.push(performance.now());
  const longest = Math.max(...ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? tick)));
  expect(longest).toBeLessThan((performance.now() - started) / 3);
});
