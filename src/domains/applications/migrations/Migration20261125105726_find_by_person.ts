import { Migration } from '@mikro-orm/migrations';

export class Migration20261125105726_find_by_person extends Migration {
  override name = 'Migration20261125105726_find_by_person';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "applications"."application" add "name_hash" char(64) null, add "id_number_hash" char(64) null;`,
    );
    this.addSql(
      `create index "application_submitted_at_id_index" on "applications"."application" ("submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_status_submitted_at_id_index" on "applications"."application" ("status", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_name_hash_submitted_at_id_index" on "applications"."application" ("name_hash", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_id_number_hash_submitted_at_id_index" on "applications"."application" ("id_number_hash", "submitted_at", "id");`,
    );
    this.addSql(
      `create index "application_without_hashes_index" on "applications"."application" ("id") where name_hash is null and erased_at is null;`,
    );
    this.addSql(
      `alter table "applications"."application" add constraint "application_erased_cannot_be_found" check (erased_at is null or num_nonnulls(name_hash, id_number_hash) = 0);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "applications"."application_submitted_at_id_index";`);
    this.addSql(`drop index "applications"."application_status_submitted_at_id_index";`);
    this.addSql(`drop index "applications"."application_name_hash_submitted_at_id_index";`);
    this.addSql(`drop index "applications"."application_id_number_hash_submitted_at_id_index";`);
    this.addSql(`drop index "applications"."application_without_hashes_index";`);
    this.addSql(`alter table "applications"."application" drop constraint "application_erased_cannot_be_found";`);
    this.addSql(`alter table "applications"."application" drop column "name_hash", drop column "id_number_hash";`);
  }
}
