import type { FastifyRequest } from 'fastify';
import { InvalidRequest, MalformedRequest } from '../problems/platform.problems.js';
import type { FieldError } from '../problems/problem.js';

const MAX_DEPTH = 32;
const MAX_ITEMS = 10_000;
const MAX_MEMBERS = 500;
const MAX_VALUES = 50_000;

/**
 * Refuses what no class of ours could ever take, before anything walks through it: text that PostgreSQL can't store, and
 * bodies so deep or so numerous that checking them field by field would overflow the stack or hold up everybody else.
 */
export function requireStorableShape({ url, body }: Pick<FastifyRequest, 'url' | 'body'>): void {
  if (url.includes('%00')) throw new MalformedRequest();
  if (typeof body !== 'object' || body === null) return;
  const flaw = new Walk().flawIn(body, MAX_DEPTH);
  if (flaw) throw new InvalidRequest({ errors: [{ ...flaw.error, pointer: pointerTo(flaw.path) }] });
}

type Flaw = { readonly error: Omit<FieldError, 'pointer'>; readonly path: string[] };

/** One walk over a body; counts its values, so that many small lists are no way around the limit of one. */
class Walk {
  private values = 0;

  flawIn(value: unknown, depth: number): Flaw | undefined {
    if (++this.values > MAX_VALUES) return flaw(tooMany);
    if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? flaw(notText) : undefined;
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth === 0) return flaw(tooDeep);
    return Array.isArray(value) ? this.flawInList(value, depth - 1) : this.flawInObject(value, depth - 1);
  }

  private flawInList(list: readonly unknown[], depth: number): Flaw | undefined {
    if (list.length > MAX_ITEMS) return flaw(tooMany);
    for (let index = 0; index < list.length; index++) {
      const found = this.flawIn(list[index], depth);
      if (found) return below(String(index), found);
    }
    return undefined;
  }

  private flawInObject(object: object, depth: number): Flaw | undefined {
    const keys = Object.keys(object);
    if (keys.length > MAX_MEMBERS) return flaw(tooMany);
    for (const key of keys) {
      const found = this.flawIn((object as Record<string, unknown>)[key], depth);
      if (found) return below(key, found);
    }
    return undefined;
  }
}

const tooMany = { code: 'length', detail: { zh: '内容过多', en: 'has too many values' } };
const tooDeep = { code: 'format', detail: { zh: '嵌套过深', en: 'is nested too deeply' } };
const notText = { code: 'format', detail: { zh: '含有无法保存的字符', en: 'has characters that cannot be stored' } };

const flaw = (error: Flaw['error']): Flaw => ({ error, path: [] });
const below = (key: string, { error, path }: Flaw): Flaw => ({ error, path: [key, ...path] });

/** A JSON pointer (RFC 6901). */
export const pointerTo = (path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
