import { OutboxMessage } from '../../src/platform/events/outbox-message.entity.js';
import { Receipt } from '../../src/platform/events/receipt.entity.js';
import { eventually } from './eventually.js';
import type { TestPlatform } from './platform.js';

/** Waits until each event of an aggregate that was published so far has been applied by the one consumer it has. */
export const settled = (platform: TestPlatform, aggregateId: string): Promise<void> =>
  eventually(`every event of ${aggregateId} to be applied`, async () => {
    const messages = await platform.em().find(OutboxMessage, { aggregateId });
    const receipts = await platform.em().count(Receipt, { messageId: { $in: messages.map(({ id }) => id) } });
    expect(receipts).toBe(messages.length);
  });
