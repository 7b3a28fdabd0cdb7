import { Migration } from '@mikro-orm/migrations';

export class Migration20261125033934_limit_addresses extends Migration {
  override name = 'Migration20261125033934_limit_addresses';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts"."address_count" ("network" varchar(45) not null, "window_start" timestamptz not null, "count" int not null, primary key ("network", "window_start"));`,
    );
    this.addSql(`create index "address_count_window_index" on "accounts"."address_count" ("window_start");`);

    this.addSql(`alter table "accounts"."failed_sign_in" add "network" varchar(45) null;`);
    this.addSql(`create index "failed_sign_in_network_index" on "accounts"."failed_sign_in" ("network", "failed_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts"."address_count" cascade;`);

    this.addSql(`drop index "accounts"."failed_sign_in_network_index";`);
    this.addSql(`alter table "accounts"."failed_sign_in" drop column "network";`);
  }
}
