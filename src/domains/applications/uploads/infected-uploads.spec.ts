import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { Clamd, describeWithClamd, eicar } from '../../../../test/support/clamd.js';
import { jpeg, pdfOf } from '../../../../test/support/made-files.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';

describeWithClamd('where ClamAV scans uploads', () => {
  let clamd: Clamd;
  let desk: ApplicationsDesk;
  let trainee: DeskTrainee;
  let whole: Buffer;
  let infected: Buffer;

  beforeAll(async () => {
    clamd = await Clamd.start();
    desk = await ApplicationsDesk.open({ CLAMD_URL: clamd.url });
    trainee = await desk.trainee();
    whole = await pdfOf(() => undefined);
    infected = Buffer.concat([whole, Buffer.from('\n%'), eicar, Buffer.from('\n%%EOF\n')]);
  });
  afterAll(async () => {
    await desk.close();
    await clamd.stop();
  });

  const kept = async () => {
    const keys: string[] = [];
    for await (const { key } of desk.platform.platform.app.get(ObjectStore).list('applications/')) keys.push(key);
    return { keys, rows: await desk.rows('select 1 from applications.attachment') };
  };

  it('what is clean is kept', async () => {
    expect(await trainee.uploads('other', whole, '证书.pdf')).toMatchObject({ status: 201 });
    expect(await trainee.uploads('photo', await jpeg(300, 420), '照片.jpg')).toMatchObject({ status: 201 });
  });

  it('what is infected is refused, leaves nothing but an audit record, and is never served', async () => {
    const before = await kept();
    const tail = Buffer.concat([await jpeg(300, 420), eicar]);
    for (const [kind, file, name] of [
      ['other', infected, '证书.pdf'],
      ['photo', tail, '照片.jpg'],
    ] as const) {
      expect(await trainee.uploads(kind, file, name)).toMatchObject({
        status: 422,
        body: { code: 'files.infected', found: 'Eicar-Test-Signature.UNOFFICIAL' },
      });
    }
    expect(await kept()).toEqual(before);
    const records = await desk.rows(
      `select actor_id, subject_type, facts from platform.audit_record where action = 'refuse-infected-upload'`,
    );
    const found = 'Eicar-Test-Signature.UNOFFICIAL';
    expect(records).toEqual([
      { actor_id: trainee.id, subject_type: 'attachment', facts: { found } },
      { actor_id: trainee.id, subject_type: 'attachment', facts: { found } },
    ]);
  });

  it('nothing is kept while the scanner is gone, and everything is again when it is back', async () => {
    const before = await kept();
    await clamd.kill();
    const refused = await trainee.uploads('other', whole, '证书.pdf');
    expect([refused.status, refused.body.code]).toEqual([503, 'platform.part-unavailable']);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await kept()).toEqual(before);

    await clamd.restart();
    expect(await trainee.uploads('other', whole, '证书.pdf')).toMatchObject({ status: 201 });
  });
});
