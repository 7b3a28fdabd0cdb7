import { Migration } from '@mikro-orm/migrations';

export class Migration20261129013926_remind_reviewers extends Migration {
  override name = 'Migration20261129013926_remind_reviewers';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "review"."reviewer" add "base_ids" uuid[] not null default '{}', add "reminded_on" date null;`,
    );

    this.addSql(`alter table "review"."review_rules" add "remind_working_days" int not null default 1;`);
    this.addSql(
      `alter table "review"."review_rules" add constraint "review_rules_remind_within_limit" check (remind_working_days between 0 and limit_working_days);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "review"."review_rules" drop constraint "review_rules_remind_within_limit";`);
    this.addSql(`alter table "review"."review_rules" drop column "remind_working_days";`);

    this.addSql(`alter table "review"."reviewer" drop column "base_ids", drop column "reminded_on";`);
  }
}
