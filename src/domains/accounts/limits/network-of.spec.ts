import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isIPv6 } from 'node:net';
import { networkOf } from './network-of.js';

describe('whom a limit is counted for', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:FFFF:CB00:7107', '203.0.113.7'],
    ['::fffe:cb00:7107', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['nonsense', null],
    [undefined, null],
  ])('%s is %s', (ip, network) => expect(networkOf(ip)).toBe(network));

  it('is the same for every address of a /64, in whatever form it is written, and another for the next', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });
    const written = (parts: number[], pad: number) =>
      parts.map((part) => part.toString(16).padStart(pad, '0')).join(':');
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (prefix, one, other) => {
        const address = written([...prefix, ...one], 0);
        fc.pre(isIPv6(address));
        expect(networkOf(written([...prefix, ...other], 4))).toBe(networkOf(address));
        const next = [...prefix.slice(0, 3), ((prefix[3] ?? 0) + 1) % 0x10000];
        expect(networkOf(written([...next, ...one], 0))).not.toBe(networkOf(address));
      }),
    );
  });

  it('fits its column', () => {
    fc.assert(fc.property(fc.ipV6(), (ip) => (networkOf(ip)?.length ?? 0) <= 45));
  });
});
