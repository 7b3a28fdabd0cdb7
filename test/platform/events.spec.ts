import { Consumers } from '../../src/platform/events/consumers.js';
import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { AuditDesk } from '../support/audit-desk.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { probe, probeLog } from '../support/probe-domain.js';

describe('events, receipts and jobs', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none', {}, [probe]);
  });
  afterAll(() => platform.stop());

  const messages = () => platform.em().find(OutboxMessage, {}, { orderBy: { sequence: 'asc' } });

  it('delivers what was committed, once', async () => {
    await platform.call('POST', '/probes', { body: { word: 'first' } });
    await eventually('the consumer has the word', () => expect(probeLog.consumed).toContain('first'));

    const [message] = await messages();
    await platform.platform.app.get(Consumers).apply('probe.log-of-words', message!.id);
    expect(probeLog.consumed.filter((word) => word === 'first')).toHaveLength(1);
  });

  it('neither stores nor delivers what was rolled back', async () => {
    const before = await messages();
    const { status, body } = await platform.call('POST', '/probes', { body: { word: 'refused' } });
    expect([status, body.code]).toEqual([409, 'probe.no-more']);
    expect(await messages()).toHaveLength(before.length);
  });

  it('retries a consumer that failed, and holds up no other message meanwhile', async () => {
    probeLog.fail.add('stubborn');
    await platform.call('POST', '/probes', { body: { word: 'stubborn' } });
    await platform.call('POST', '/probes', { body: { word: 'next' } });
    await eventually('the next word is not held up', () => expect(probeLog.consumed).toContain('next'));
    expect(probeLog.consumed).not.toContain('stubborn');

    probeLog.fail.clear();
    await eventually('the failed word comes again', () => expect(probeLog.consumed).toContain('stubborn'));
  });

  it('runs the timed jobs when the clock was moved', async () => {
    const before = probeLog.swept;
    await fetch(`${platform.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: 3600 }),
    });
    await eventually('the sweep ran', () => expect(probeLog.swept).toBeGreaterThan(before));
  });

  it('seals audit records into a chain within seconds', async () => {
    await platform.call('POST', '/probes', { body: { word: 'audited' } });
    const auditor = new AuditDesk(platform);
    const isSealed = async () => {
      const { body } = await auditor.calls('?action=send-probe');
      expect(body.items.map((item: { sealed: boolean }) => item.sealed)).not.toContain(false);
      expect(body.items.length).toBeGreaterThan(1);
    };
    await eventually('every record is sealed', isSealed, 10_000);
    expect(await auditor.verifies()).toMatchObject({ intact: true, head: { genuine: true } });
  });
});
