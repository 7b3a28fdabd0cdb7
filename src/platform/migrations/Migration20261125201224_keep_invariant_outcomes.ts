import { Migration } from '@mikro-orm/migrations';

export class Migration20261125201224_keep_invariant_outcomes extends Migration {
  override name = 'Migration20261125201224_keep_invariant_outcomes';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "platform"."invariant_outcome" ("code" varchar(100) not null, "checked_at" timestamptz not null, "violations" int not null, "subject_ids" text[] not null, primary key ("code"));`,
    );

    this.addSql(
      `alter table "platform"."invariant_outcome" add constraint "invariant_outcome_violations_check" check (violations >= 0);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "platform"."invariant_outcome" cascade;`);
  }
}
