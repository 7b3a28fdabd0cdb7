import { hash, verify } from '@node-rs/argon2';
import { normalisePassword } from './password-rule.js';

// argon2id, the algorithm that the package takes unless told otherwise; OWASP's first choice of cost
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// made at start: the first sign-in to an unknown account must not take longer than the second
const decoy = hash('the password of no account', cost);

/** The argon2id hash of a password in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), cost);

/** Whether the password is the hashed one. Without a hash it takes the same time and says no. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await decoy), normalisePassword(password));
  return matches && passwordHash !== undefined;
}

/** A hash of the same password at the present cost, where its hash was made at a lower one; undefined where it was not. */
export async function upgradedHash(passwordHash: string, password: string): Promise<string | undefined> {
  return isBelowCost(passwordHash) ? hashPassword(password) : undefined;
}

/** Whether the hash (PHC form, argon2 version 1.3) is of another algorithm than ours, or cheaper to guess against. */
export function isBelowCost(passwordHash: string): boolean {
  const made = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(passwordHash);
  if (!made) return true;
  const [memoryCost = 0, timeCost = 0, parallelism = 0] = made.slice(1).map(Number);
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost || parallelism < cost.parallelism;
}
