import { randomUUID } from 'node:crypto';

const DOMAIN_PREFIX = 'applications/';

/** A key nobody had before; its day lets a sweep leave alone what may still be on its way into a table. */
export const newObjectKey = (noun: string, now: Date): string =>
  `${DOMAIN_PREFIX}${noun}/${dayOf(now)}/${randomUUID()}`;

/** The key of the thumbnail that stands beside an object. */
export const thumbnailKeyOf = (objectKey: string): string => `${objectKey}.thumbnail`;

/** Where the objects of `noun` stand. */
export const prefixOf = (noun: string): string => `${DOMAIN_PREFIX}${noun}/`;

/** Whether an object was put a whole day or more before `now`. */
export const isSettled = (key: string, now: Date): boolean => {
  const yesterday = dayOf(new Date(now.getTime() - 24 * 3600 * 1000));
  return (key.split('/').at(-2) ?? '') < yesterday;
};

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
