import { Migration } from '@mikro-orm/migrations';

export class Migration20261129012917_know_who_applies_and_reviews extends Migration {
  override name = 'Migration20261129012917_know_who_applies_and_reviews';

  override up(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" add "applicant_key" char(64) null;`);

    this.addSql(`alter table "review"."reviewer" add "person_key" char(64) null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" drop column "applicant_key";`);

    this.addSql(`alter table "review"."reviewer" drop column "person_key";`);
  }
}
