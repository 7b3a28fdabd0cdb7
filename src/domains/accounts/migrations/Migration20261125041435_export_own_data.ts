import { Migration } from '@mikro-orm/migrations';

export class Migration20261125041435_export_own_data extends Migration {
  override name = 'Migration20261125041435_export_own_data';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts"."data_export" ("id" uuid not null, "version" int not null, "account_id" uuid not null, "status" text not null, "requested_at" timestamptz not null, "answers_due_at" timestamptz not null, "ready_at" timestamptz null, "expires_at" timestamptz null, "size" bigint null, "sha256" char(64) null, primary key ("id"));`,
    );
    this.addSql(`create index "data_export_newest_index" on "accounts"."data_export" ("account_id", "requested_at");`);
    this.addSql(
      `create index "data_export_due_index" on "accounts"."data_export" ("answers_due_at") where status = 'collecting';`,
    );
    this.addSql(
      `create index "data_export_expiry_index" on "accounts"."data_export" ("expires_at") where status = 'ready';`,
    );
    this.addSql(
      `create unique index "data_export_one_under_way" on "accounts"."data_export" ("account_id") where status = 'collecting';`,
    );

    this.addSql(
      `create table "accounts"."data_export_part" ("export_id" uuid not null, "domain" text not null, "part_key" varchar(200) not null, "answered_at" timestamptz not null, primary key ("export_id", "domain"));`,
    );

    this.addSql(
      `alter table "accounts"."data_export" add constraint "data_export_ready_completely" check ((status in ('ready', 'expired')) = (ready_at is not null) and num_nulls(ready_at, expires_at, size, sha256) in (0, 4));`,
    );
    this.addSql(
      `alter table "accounts"."data_export" add constraint "data_export_status_check" check ("status" in ('collecting', 'ready', 'expired', 'failed'));`,
    );

    this.addSql(
      `alter table "accounts"."data_export_part" add constraint "data_export_part_domain_check" check ("domain" in ('accounts', 'recruitment', 'applications', 'review', 'publicity', 'exams', 'notifications'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts"."data_export" cascade;`);
    this.addSql(`drop table if exists "accounts"."data_export_part" cascade;`);
  }
}
