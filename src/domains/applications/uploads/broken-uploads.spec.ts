import { ApplicationsDesk } from '../../../../test/support/applications-desk.js';
import { jpeg } from '../../../../test/support/made-files.js';
import { send, type SentAnswer } from '../../../../test/support/raw-request.js';

describe('uploads that are broken or refused on the way', () => {
  let desk: ApplicationsDesk;
  let token: string;
  let parts: { kind: Buffer; file: Buffer; end: Buffer };

  beforeAll(async () => {
    desk = await ApplicationsDesk.open();
    const { id } = await desk.trainee();
    token = desk.platform.token({ id, roles: ['trainee'] });
    parts = {
      kind: Buffer.from('--B\r\ncontent-disposition: form-data; name="kind"\r\n\r\nphoto\r\n'),
      file: Buffer.concat([
        Buffer.from('--B\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
        await jpeg(600, 840),
        Buffer.from('\r\n'),
      ]),
      end: Buffer.from('--B--\r\n'),
    };
  });
  afterAll(() => desk.close());

  const upload = (body: Buffer[], headers: Record<string, string> = {}): Promise<SentAnswer> =>
    send(desk.platform.url, {
      method: 'POST',
      path: '/api/v1/attachments',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=B',
        ...headers,
      },
      body: Buffer.concat(body),
    });
  const attachments = () => desk.rows('select 1 from applications.attachment');

  it('refuses a form that ends in the middle, or has no boundary, as malformed', async () => {
    const { kind, file, end } = parts;
    const answers = [
      await upload([kind, file]),
      await upload([kind, file.subarray(0, 2000)]),
      await upload([kind]),
      await upload([kind, file, end], { 'content-type': 'multipart/form-data' }),
      await upload([kind, file, end], { 'content-type': `multipart/form-data; boundary=${'x'.repeat(300)}` }),
    ];
    expect(answers.map(({ status, json }) => [status, (json as { code: string }).code])).toEqual(
      answers.map(() => [400, 'request.malformed']),
    );
    expect(await attachments()).toHaveLength(0);
  });

  it('leaves the connection usable after a key that is refused', async () => {
    const { kind, file, end } = parts;
    for (let round = 0; round < 4; round++) {
      const refused = await upload([kind, file, end], { 'idempotency-key': 'a b' });
      expect(refused.status).toBe(422);
    }
    expect((await upload([kind, file, end])).status).toBe(201);
    expect(await attachments()).toHaveLength(1);
  });
});
