import { Migration } from '@mikro-orm/migrations';

export class Migration20261128235220_pass_without_rejection extends Migration {
  override name = 'Migration20261128235220_pass_without_rejection';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_passed_without_rejection" check (status <> 'passed' or not documents @> '[{"verdict": "rejected"}]');`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" drop constraint "review_case_passed_without_rejection";`);
  }
}
