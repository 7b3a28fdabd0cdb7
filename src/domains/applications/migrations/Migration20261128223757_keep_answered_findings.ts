import { Migration } from '@mikro-orm/migrations';

export class Migration20261128223757_keep_answered_findings extends Migration {
  override name = 'Migration20261128223757_keep_answered_findings';

  override up(): void | Promise<void> {
    this.addSql(`alter table "applications"."revision" add "findings" jsonb not null default '[]';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "applications"."revision" drop column "findings";`);
  }
}
