import { Migration } from '@mikro-orm/migrations';

export class Migration20261125025404_count_withdrawn extends Migration {
  override name = 'Migration20261125025404_count_withdrawn';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "recruitment"."plan_statistics" add "withdrawn" int not null default 0, add "changes" int not null default 0;`,
    );
    // those that were withdrawn before they were counted
    this.addSql(
      `update "recruitment"."plan_statistics" as counted set "withdrawn" = standing."count"
       from (select "plan_id", count(*) from "recruitment"."application_standing" where "status" = 'withdrawn' group by "plan_id") as standing
       where standing."plan_id" = counted."plan_id";`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_withdrawn_check" check (withdrawn >= 0);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "recruitment"."plan_statistics" drop constraint "plan_statistics_withdrawn_check";`);
    this.addSql(`alter table "recruitment"."plan_statistics" drop column "withdrawn", drop column "changes";`);
  }
}
