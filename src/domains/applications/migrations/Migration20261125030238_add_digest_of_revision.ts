import { Migration } from '@mikro-orm/migrations';

export class Migration20261125030238_add_digest_of_revision extends Migration {
  override name = 'Migration20261125030238_add_digest_of_revision';

  override up(): void | Promise<void> {
    this.addSql(`alter table "applications"."revision" add "digest" char(19) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "applications"."revision" drop column "digest";`);
  }
}
