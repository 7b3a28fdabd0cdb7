import { Migration } from '@mikro-orm/migrations';

export class Migration20261123164548_create_publicity extends Migration {
  override name = 'Migration20261123164548_create_publicity';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "publicity";`);
    this.addSql(
      `create table "publicity"."admission_list" ("id" uuid not null, "version" int not null, "plan_id" uuid not null, "base_id" uuid not null, "specialty" text not null, "status" text not null, "entry_count" int not null, "created_at" timestamptz not null, "created_by" uuid not null, "published_at" timestamptz null, "published_by" uuid null, "notice_id" uuid null, "ends_at" timestamptz null, "holidays_known" boolean null, "ended_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "admission_list_plan_id_index" on "publicity"."admission_list" ("plan_id");`);
    this.addSql(
      `create index "admission_list_base_index" on "publicity"."admission_list" ("base_id", "created_at", "id");`,
    );
    this.addSql(`create index "admission_list_province_index" on "publicity"."admission_list" ("created_at", "id");`);
    this.addSql(
      `create index "admission_list_due_index" on "publicity"."admission_list" ("ends_at") where status = 'published';`,
    );

    this.addSql(
      `create table "publicity"."admission_list_entry" ("id" uuid not null, "version" int not null, "list_id" uuid not null, "plan_id" uuid not null, "application_id" uuid not null, "position" int not null, "status" text not null, "masked_applicant_name" varchar(60) not null, "sending_unit" varchar(200) not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "admission_list_entry_application_id_index" on "publicity"."admission_list_entry" ("application_id");`,
    );
    this.addSql(
      `create index "admission_list_entry_plan_index" on "publicity"."admission_list_entry" ("plan_id", "status");`,
    );
    this.addSql(
      `alter table "publicity"."admission_list_entry" add constraint "admission_list_entry_once_a_list" unique ("list_id", "application_id");`,
    );
    this.addSql(
      `alter table "publicity"."admission_list_entry" add constraint "admission_list_entry_position" unique ("list_id", "position");`,
    );
    this.addSql(
      `create unique index "admission_list_entry_publicized_once" on "publicity"."admission_list_entry" ("application_id") where status in ('publicized', 'admitted');`,
    );

    this.addSql(
      `create table "publicity"."candidate" ("application_id" uuid not null, "version" int not null, "status" text not null, "plan_id" uuid not null, "base_id" uuid not null, "batch_id" uuid not null, "specialty" text not null, "applicant_name" text not null, "masked_applicant_name" varchar(60) not null, "sending_unit" varchar(200) not null, primary key ("application_id"));`,
    );
    this.addSql(
      `create index "candidate_plan_index" on "publicity"."candidate" ("plan_id", "status", "application_id");`,
    );

    this.addSql(
      `create table "publicity"."notice" ("id" uuid not null, "version" int not null, "kind" text not null, "title" varchar(200) not null, "body" text null, "pinned" boolean not null, "base_id" uuid null, "base_name" varchar(200) null, "specialty" text null, "list_id" uuid null, "published_at" timestamptz not null, "published_by" uuid not null, "ends_at" timestamptz null, "updated_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`alter table "publicity"."notice" add constraint "notice_list_id_unique" unique ("list_id");`);
    this.addSql(`create index "notice_page_index" on "publicity"."notice" ("pinned", "published_at", "id");`);

    this.addSql(
      `create table "publicity"."plan" ("id" uuid not null, "version" int not null, "specialty" text not null, "quota" int not null, "base_id" uuid not null, "base_name" varchar(200) not null, "batch_id" uuid not null, "batch_name" varchar(200) not null, primary key ("id"));`,
    );
    this.addSql(`create index "plan_base_id_index" on "publicity"."plan" ("base_id");`);

    this.addSql(
      `alter table "publicity"."admission_list" add constraint "admission_list_published_completely" check ((status = 'draft') = (published_at is null) and num_nulls(published_at, published_by, notice_id, ends_at, holidays_known) in (0, 5));`,
    );
    this.addSql(
      `alter table "publicity"."admission_list" add constraint "admission_list_ended" check ((status = 'ended') = (ended_at is not null));`,
    );
    this.addSql(
      `alter table "publicity"."admission_list" add constraint "admission_list_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
    this.addSql(
      `alter table "publicity"."admission_list" add constraint "admission_list_status_check" check ("status" in ('draft', 'published', 'ended'));`,
    );

    this.addSql(
      `alter table "publicity"."admission_list_entry" add constraint "admission_list_entry_status_check" check ("status" in ('listed', 'publicized', 'admitted', 'refused', 'withdrawn'));`,
    );

    this.addSql(
      `alter table "publicity"."candidate" add constraint "candidate_status_check" check ("status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );
    this.addSql(
      `alter table "publicity"."candidate" add constraint "candidate_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "publicity"."notice" add constraint "notice_complete_for_its_kind" check ((kind = 'admission-list') = (list_id is not null) and (kind = 'announcement') = (body is not null));`,
    );
    this.addSql(
      `alter table "publicity"."notice" add constraint "notice_kind_check" check ("kind" in ('admission-list', 'announcement'));`,
    );
    this.addSql(
      `alter table "publicity"."notice" add constraint "notice_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "publicity"."plan" add constraint "plan_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "publicity"."admission_list" cascade;`);
    this.addSql(`drop table if exists "publicity"."admission_list_entry" cascade;`);
    this.addSql(`drop table if exists "publicity"."candidate" cascade;`);
    this.addSql(`drop table if exists "publicity"."notice" cascade;`);
    this.addSql(`drop table if exists "publicity"."plan" cascade;`);

    this.addSql(`drop schema if exists "publicity";`);
  }
}
