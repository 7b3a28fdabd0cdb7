import { Migration } from '@mikro-orm/migrations';

export class Migration20261128222506_set_rules_of_review extends Migration {
  override name = 'Migration20261128222506_set_rules_of_review';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "review"."review_rules" ("id" int not null, "version" int not null default 1, "limit_working_days" int not null, "different_reviewers" boolean not null, "reasons" jsonb not null, primary key ("id"));`,
    );

    this.addSql(`alter table "review"."review_case" add "first_reviewed_by" uuid null;`);
    this.addSql(
      `update "review"."review_case" s set "first_reviewed_by" = f."decided_by" from "review"."review_case" f
       where s."stage" = 'second' and f."application_id" = s."application_id" and f."stage" = 'first' and f."status" = 'passed' and f."revision" = s."revision";`,
    );
    this.addSql(
      `insert into "review"."review_rules" ("id", "limit_working_days", "different_reviewers", "reasons") values (1, 5, false, '[]');`,
    );

    this.addSql(`alter table "review"."review_rules" add constraint "review_rules_are_one" check (id = 1);`);
    this.addSql(
      `alter table "review"."review_rules" add constraint "review_rules_limit_of_days" check (limit_working_days between 1 and 60);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "review"."review_rules" cascade;`);

    this.addSql(`alter table "review"."review_case" drop column "first_reviewed_by";`);
  }
}
