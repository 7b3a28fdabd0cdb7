import { Migration } from '@mikro-orm/migrations';

export class Migration20261128225610_keep_units_of_reviewers extends Migration {
  override name = 'Migration20261128225610_keep_units_of_reviewers';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "review"."reviewer" ("account_id" uuid not null, "version" int not null, "unit_key" text null, primary key ("account_id"));`,
    );

    this.addSql(`alter table "review"."review_case" add "sending_unit_key" text null;`);
    // as `unitKeyOf` makes it
    this.addSql(
      `update "review"."review_case" set "sending_unit_key" = lower(regexp_replace(normalize("sending_unit", NFKC), '\\s', '', 'g'));`,
    );
    this.addSql(`alter table "review"."review_case" alter "sending_unit_key" set not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "review"."reviewer" cascade;`);

    this.addSql(`alter table "review"."review_case" drop column "sending_unit_key";`);
  }
}
