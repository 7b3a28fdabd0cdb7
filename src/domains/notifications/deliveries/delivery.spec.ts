import { Delivery, MAX_ATTEMPTS } from './delivery.entity.js';
import { deliveryLifecycle } from './delivery.lifecycle.js';

const now = new Date('2026-11-23T02:00:00Z');

const aDelivery = (fields: Partial<Delivery> = {}): Delivery =>
  Object.assign(new Delivery(), {
    status: 'pending',
    attempts: 0,
    text: 'sealed',
    code: null,
    expiresAt: null,
    ...fields,
  });

it('is tried again until the last attempt, and dead after it', () => {
  const delivery = aDelivery();
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    delivery.fail('no', now);
    expect(delivery).toMatchObject({ status: 'failed', attempts: attempt });
  }
  delivery.fail('no', now);
  expect(delivery).toMatchObject({ status: 'dead', attempts: MAX_ATTEMPTS, lastError: 'no' });
});

it('starts over when a dead one is sent again', () => {
  const delivery = aDelivery({ status: 'dead', attempts: MAX_ATTEMPTS });
  delivery.retry(now);
  expect(delivery).toMatchObject({ status: 'pending', attempts: 0 });
});

it.each(['pending', 'failed', 'sent', 'expired'] as const)('is not sent again while %s', (status) => {
  const delivery = aDelivery({ status });
  expect(() => delivery.retry(now)).toThrow();
  expect(delivery.status).toBe(status);
});

it('does not send an expired code again', () => {
  const delivery = aDelivery({ status: 'dead', code: 'sealed', expiresAt: now });
  expect(() => delivery.retry(now)).toThrow('expired');
  expect(delivery.status).toBe('dead');
});

it('forgets a code once it is sent or expired, and keeps other texts', () => {
  const [sent, expired, other] = [aDelivery({ code: 'c' }), aDelivery({ code: 'c' }), aDelivery()];
  sent.succeed(now);
  expired.expire();
  other.succeed(now);
  expect([sent.code, sent.text, expired.code, expired.text]).toEqual([null, null, null, null]);
  expect(other.text).toBe('sealed');
});

it('ends sent or expired, and every state can be reached', () => {
  const reachable = new Set(['pending', ...deliveryLifecycle.steps.map(({ to }) => to)]);
  expect([...reachable].toSorted()).toEqual([...deliveryLifecycle.states].toSorted());
  expect(deliveryLifecycle.states.filter((state) => deliveryLifecycle.isFinal(state))).toEqual(['sent', 'expired']);
});
