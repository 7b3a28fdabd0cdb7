import { Migration } from '@mikro-orm/migrations';

export class Migration20261128225529_say_unit_of_staff extends Migration {
  override name = 'Migration20261128225529_say_unit_of_staff';

  override up(): void | Promise<void> {
    this.addSql(`alter table "accounts"."account" add "unit" varchar(100) null;`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_unit_kind" check (unit is null or kind = 'staff');`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "accounts"."account" drop constraint "account_unit_kind";`);
    this.addSql(`alter table "accounts"."account" drop column "unit";`);
  }
}
