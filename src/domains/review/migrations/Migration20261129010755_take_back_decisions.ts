import { Migration } from '@mikro-orm/migrations';

export class Migration20261129010755_take_back_decisions extends Migration {
  override name = 'Migration20261129010755_take_back_decisions';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "review"."take_back" ("id" uuid not null, "case_id" uuid not null, "state" text not null, "reason" text not null, "asked_at" timestamptz not null, "settled_at" timestamptz null, "refusal" varchar(80) null, "outcome" text not null, "decision_reason" text null, "findings" jsonb not null, "documents" jsonb not null, "decided_by" uuid not null, "decided_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "take_back_of_case_index" on "review"."take_back" ("case_id", "asked_at");`);
    this.addSql(
      `create unique index "take_back_asked_once" on "review"."take_back" ("case_id") where state = 'asked';`,
    );

    this.addSql(`alter table "review"."review_case" add "take_back_until" timestamptz null;`);
    this.addSql(
      `alter table "review"."review_case" add constraint "review_case_taken_back_once_decided" check (take_back_until is null or status in ('passed', 'returned'));`,
    );

    this.addSql(
      `alter table "review"."take_back" add constraint "take_back_settled_at" check ((state = 'asked') = (settled_at is null));`,
    );
    this.addSql(
      `alter table "review"."take_back" add constraint "take_back_refused_by_a_rule" check ((state = 'refused') = (refusal is not null));`,
    );
    this.addSql(
      `alter table "review"."take_back" add constraint "take_back_state_check" check ("state" in ('asked', 'done', 'refused'));`,
    );
    this.addSql(
      `alter table "review"."take_back" add constraint "take_back_outcome_check" check ("outcome" in ('passed', 'returned'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "review"."take_back" cascade;`);

    this.addSql(`alter table "review"."review_case" drop constraint "review_case_taken_back_once_decided";`);
    this.addSql(`alter table "review"."review_case" drop column "take_back_until";`);
  }
}
