import { isIPv4, isIPv6 } from 'node:net';

const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const GROUPS = 8;
const NETWORK_GROUPS = 4;

/**
 * Whom limits by address are counted for: an IPv4 address, or the /64 of an IPv6 address, since whoever has one address
 * of it has them all (RFC 6177). Null when the address is not known.
 */
export function networkOf(ip: string | undefined): string | null {
  if (ip === undefined) return null;
  const [plain = ''] = ip.split('%');
  const inside = mapped.exec(plain)?.[1];
  if (inside !== undefined) return inside;
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return null;
  const groups = expanded(plain);
  return mappedFrom(groups) ?? `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** The IPv4 address in one that is mapped (RFC 4291, 2.5.5.2) and written in hexadecimal: all of them share one /64. */
function mappedFrom(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
    .join('.');
}

/** The eight groups of an IPv6 address, `::` written out. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const gap = tail === undefined ? 0 : GROUPS - (left?.length ?? 0) - (right?.length ?? 0);
  const groups = [...(left ?? []), ...Array<string>(Math.max(0, gap)).fill('0'), ...(right ?? [])];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}
