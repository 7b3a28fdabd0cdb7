import { Migration } from '@mikro-orm/migrations';

export class Migration20261128220742_hand_over_and_keep_verdicts extends Migration {
  override name = 'Migration20261128220742_hand_over_and_keep_verdicts';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "review"."review_case" add "take_over_reason" text null, add "documents" jsonb not null default '[]';`,
    );
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_taken_over_while_claimed" check (status = 'claimed' or take_over_reason is null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "review"."review_case" drop constraint "review_case_taken_over_while_claimed";`);
    this.addSql(`alter table "review"."review_case" drop column "take_over_reason", drop column "documents";`);
  }
}
