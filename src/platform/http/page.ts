import {
  Cursor,
  CursorError,
  DriverException,
  type EntityName,
  type FilterQuery,
  type QueryOrderMap,
} from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidRequest } from '../problems/platform.problems.js';
import { IntegerParameter, TextField } from './fields.js';

/** What every list takes: `limit` up to 100 and the opaque cursor of the page before. */
export class PageQuery {
  @IntegerParameter({ description: '每页条数', example: 20, optional: true, min: 1, max: 100 })
  limit: number = 20;

  @TextField({ description: '上一页返回的 nextCursor', optional: true, max: 1000 })
  cursor?: string;
}

/** What every list answers. */
export interface Page<Item> {
  readonly items: Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * One keyset page of `entity`: costs the same at any depth, given an index on the order. The order has to end in a
 * unique property. A cursor that is none of ours is refused with `request.invalid`.
 */
export async function findPage<Entity extends object, Item>(
  em: EntityManager,
  entity: EntityName<Entity>,
  where: FilterQuery<NoInfer<Entity>>,
  orderBy: QueryOrderMap<NoInfer<Entity>>,
  { limit, cursor }: PageQuery,
  toItem: (found: Entity) => Item,
): Promise<Page<Item>> {
  if (cursor !== undefined) refuseForeignCursor(cursor, Object.keys(orderBy).length);
  const page = await em
    .findByCursor(entity, { where, orderBy, first: limit, after: cursor, includeCount: false })
    .catch((error: unknown) => {
      // `where` was checked before: a value that the database can't read as its column's type came from the cursor
      throw cursor !== undefined && isUnreadableValue(error) ? foreignCursor() : error;
    });
  return {
    items: page.items.map((found) => toItem(found as Entity)),
    nextCursor: page.hasNextPage ? page.endCursor : null,
  };
}

function refuseForeignCursor(cursor: string, parts: number): void {
  try {
    const decoded: unknown = Cursor.decode(cursor);
    if (Array.isArray(decoded) && decoded.length === parts && decoded.every(isStorableScalar)) return;
  } catch {
    // told below like any other cursor that is not ours
  }
  throw foreignCursor();
}

/** An object would be taken for an operator of the query. */
function isStorableScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** PostgreSQL's class 22 (data exception), an operator that no such type has, and a text that is no `Date`. */
const isUnreadableValue = (error: unknown): boolean =>
  error instanceof CursorError ||
  (error instanceof DriverException &&
    (/^(22\w{3}|42883)$/.test(error.code ?? '') || error.message === 'Invalid time value'));

const foreignCursor = () =>
  new InvalidRequest({
    errors: [
      { pointer: 'cursor', code: 'format', detail: { zh: '不是本接口返回的游标', en: 'is no cursor of this list' } },
    ],
  });
