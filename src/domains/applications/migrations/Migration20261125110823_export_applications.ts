import { Migration } from '@mikro-orm/migrations';

export class Migration20261125110823_export_applications extends Migration {
  override name = 'Migration20261125110823_export_applications';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "applications"."application_export" ("id" uuid not null, "account_id" uuid not null, "state" text not null, "personal_data" text not null, "criteria" jsonb not null, "rows_written" int not null, "rows_total" int not null, "attempt" int not null, "tries" int not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "application_export_expires_at_index" on "applications"."application_export" ("expires_at");`,
    );
    this.addSql(
      `create unique index "application_export_one_running" on "applications"."application_export" ("account_id") where state in ('waiting', 'running');`,
    );

    this.addSql(
      `alter table "applications"."application_export" add constraint "application_export_state_check" check ("state" in ('waiting', 'running', 'done', 'failed'));`,
    );
    this.addSql(
      `alter table "applications"."application_export" add constraint "application_export_personal_data_check" check ("personal_data" in ('masked', 'whole'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "applications"."application_export" cascade;`);
  }
}
