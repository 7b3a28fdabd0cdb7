import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { textArray } from '../../../platform/database/text-array.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Job } from '../../../platform/jobs/job.js';
import { idNumberHash, nameHash } from './identity-hashes.js';

interface WithoutHashes {
  readonly id: string;
  readonly name: string;
  readonly id_number: string;
}

const AT_ONCE = 500;

/**
 * Makes older applications findable by name and ID number: only the platform has the key of the hashes, a migration has
 * not. Also finds what a process of the version before submits while both run. An index makes looking for none free.
 */
@Injectable()
export class FillInHashes {
  constructor(private readonly encryption: FieldEncryption) {}

  @Job({ name: 'applications.fill-in-hashes', cron: '*/5 * * * *' })
  async run(em: EntityManager): Promise<void> {
    while ((await this.fillIn(em)) === AT_ONCE);
  }

  /** A row that was erased, or taken by another run, in the meantime is left as it is. */
  private async fillIn(em: EntityManager): Promise<number> {
    const rows = await em.execute<WithoutHashes[]>(
      `select id, name, id_number from applications.application
       where name_hash is null and erased_at is null order by id limit ?`,
      [AT_ONCE],
    );
    if (rows.length === 0) return 0;
    const { encryption } = this;
    await em.execute(
      `update applications.application a set name_hash = filled.name_hash, id_number_hash = filled.id_number_hash
       from unnest(?::uuid[], ?::text[], ?::text[]) as filled (id, name_hash, id_number_hash)
       where a.id = filled.id and a.name_hash is null and a.erased_at is null`,
      [
        textArray(rows.map(({ id }) => id)),
        textArray(rows.map(({ name }) => nameHash(encryption, encryption.open('name', name)))),
        textArray(rows.map(({ id_number }) => idNumberHash(encryption, encryption.open('id-number', id_number)))),
      ],
    );
    return rows.length;
  }
}
