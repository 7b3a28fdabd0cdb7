import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ApplicationsDesk, completeForm, type DeskTrainee } from '../../../../test/support/applications-desk.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const verify = (number: string) => desk.platform.call('GET', `/verifications/application-forms/${number}`);

async function reviewed(name = '韦𠮷明'): Promise<{ trainee: DeskTrainee; id: string }> {
  const trainee = await (await desk.trainee(name)).completes();
  const { id } = (await trainee.submits(await desk.plan())).body;
  return { trainee, id };
}

async function textOf(pdf: Buffer): Promise<{ text: string; pages: number }> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false });
  const file = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: file.numPages }, async (_, index) => {
      const { items } = await (await file.getPage(index + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join('');
    }),
  );
  await task.destroy();
  return { text: pages.join('').replaceAll(/\s/g, ''), pages: pages.length };
}

describe('the application form', () => {
  it('is refused before the first review has passed', async () => {
    const { trainee, id } = await reviewed();
    expect(await trainee.call('GET', `/applications/${id}/form`)).toMatchObject({
      status: 409,
      body: { code: 'applications.form-not-ready' },
    });
  });

  it('prints what was reviewed, whatever was saved since, the same bytes each time', async () => {
    const { trainee, id } = await reviewed();
    await desk.decides(id, { outcome: 'passed' });
    const first = await trainee.call('GET', `/applications/${id}/form?format=pdf`);
    await trainee.saves({ contact: { ...completeForm.contact, address: '后来改的地址' } });
    const second = await trainee.call('GET', `/applications/${id}/form`);

    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('application/pdf');
    expect(first.headers.get('content-disposition')).toMatch(/filename="___ SQ2026-/);
    expect(second.body.equals(first.body)).toBe(true);

    const { text } = await textOf(first.body);
    const [issued] = await desk.rows<{ number: string }>(
      'select number from applications.issued_form where application_id = ?',
      [id],
    );
    for (const value of [
      '广西壮族自治区人类辅助生殖技术规范化培训申请表',
      '韦𠮷明',
      '450103199003071231',
      '1990年3月7日',
      '男',
      '壮族',
      '13812345678',
      'someone@example.org',
      completeForm.contact.address.replaceAll(' ', ''),
      '广西医科大学',
      '2008.09至2013.07',
      '2013.08至今',
      '主治医师',
      '110450000012345',
      '示例培训基地',
      '临床',
      '证件照（1份）',
      '执业证（1份）',
      '申请人（签名）',
      '选送单位意见',
      '培训基地意见',
      '第1页共',
      issued?.number ?? 'no number',
    ]) {
      expect(text).toContain(value);
    }
    expect(text).not.toContain('后来改的地址');
  });

  it.each([
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['html', 'text/html; charset=utf-8'],
  ])('is to be had as %s too, the same bytes each time', async (format, type) => {
    const { trainee, id } = await reviewed();
    await desk.decides(id, { outcome: 'passed' });
    const first = await trainee.call('GET', `/applications/${id}/form?format=${format}`);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe(type);
    expect(first.headers.get('content-disposition')).toMatch(new RegExp(`\\.${format}`));
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    const second = await trainee.call('GET', `/applications/${id}/form?format=${format}`);
    expect(Buffer.from(second.body).equals(Buffer.from(first.body))).toBe(true);
  });

  it('carries the digest of what was submitted, which the verification repeats and another revision does not share', async () => {
    const { trainee, id } = await reviewed('陆小明');
    await desk.decides(id, { outcome: 'passed' });
    const { text } = await textOf((await trainee.call('GET', `/applications/${id}/form`)).body);
    const [, digest] = /校验码：((?:[0-9A-F]{4}-){3}[0-9A-F]{4})/.exec(text) ?? [];
    const [issued] = await desk.rows<{ number: string }>(
      'select number from applications.issued_form where application_id = ?',
      [id],
    );
    expect((await verify(issued?.number ?? '')).body.digest).toBe(digest);
    const other = await reviewed('陆小明');
    const [revision] = await desk.rows<{ digest: string }>(
      'select digest from applications.revision where application_id = ?',
      [other.id],
    );
    expect(revision?.digest).toMatch(/^[0-9A-F-]{19}$/);
    expect(revision?.digest).not.toBe(digest);
  });

  it('refuses a format that there is not', async () => {
    const { trainee, id } = await reviewed();
    expect(await trainee.call('GET', `/applications/${id}/form?format=exe`)).toMatchObject({ status: 422 });
  });
});

describe('verification', () => {
  it('tells anyone that the form is ours, with no more than a masked name, until the application is withdrawn', async () => {
    const { trainee, id } = await reviewed('张小明');
    await desk.decides(id, { outcome: 'passed' });
    const [issued] = await desk.rows<{ number: string }>(
      'select number from applications.issued_form where application_id = ?',
      [id],
    );
    const number = issued?.number ?? '';
    const { body } = await verify(number.toLowerCase());
    expect(body).toEqual({
      number,
      genuine: true,
      current: true,
      maskedName: '张*明',
      specialty: 'clinical',
      baseName: '示例培训基地',
      digest: expect.stringMatching(/^[0-9A-F-]{19}$/),
      issuedAt: desk.platform.clock.now().toISOString(),
    });
    await trainee.call('POST', `/applications/${id}/withdrawal`, {});
    expect((await verify(number)).body).toMatchObject({ genuine: true, current: false });
  });

  it('says of an unknown number that it is not ours', async () => {
    expect(await verify('SQ2026-0000000000')).toMatchObject({
      status: 200,
      body: { genuine: false, current: false, maskedName: null },
    });
  });
});
