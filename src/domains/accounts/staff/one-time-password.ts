import { randomInt } from 'node:crypto';
import { passwordFaults } from '../passwords/password-rule.js';

// no look-alikes: it is read from a screen or a piece of paper
const characters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY3479';
const LENGTH = 14;

/** A random password that keeps the rule, 78 bits. */
export function oneTimePassword(): string {
  for (;;) {
    const password = Array.from({ length: LENGTH }, () => characters.charAt(randomInt(characters.length))).join('');
    if (passwordFaults(password).length === 0) return password;
  }
}
