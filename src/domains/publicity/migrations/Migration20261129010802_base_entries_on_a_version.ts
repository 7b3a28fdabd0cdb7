import { Migration } from '@mikro-orm/migrations';

export class Migration20261129010802_base_entries_on_a_version extends Migration {
  override name = 'Migration20261129010802_base_entries_on_a_version';

  override up(): void | Promise<void> {
    this.addSql(`alter table "publicity"."admission_list_entry" add "application_version" int null;`);
    this.addSql(
      `update "publicity"."admission_list_entry" set application_version = coalesce((select version from "publicity"."candidate" where candidate.application_id = admission_list_entry.application_id), 0);`,
    );
    this.addSql(`alter table "publicity"."admission_list_entry" alter column "application_version" set not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "publicity"."admission_list_entry" drop column "application_version";`);
  }
}
