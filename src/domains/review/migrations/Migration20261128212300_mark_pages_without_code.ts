import { Migration } from '@mikro-orm/migrations';

export class Migration20261128212300_mark_pages_without_code extends Migration {
  override name = 'Migration20261128212300_mark_pages_without_code';

  override up(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" add "pages_without_code" int null;`);
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_pages_of_second_stage" check (stage = 'second' or pages_without_code is null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" drop constraint "review_case_pages_of_second_stage";`);
    this.addSql(`alter table "review"."review_case" drop column "pages_without_code";`);
  }
}
