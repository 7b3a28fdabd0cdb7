import { Migration } from '@mikro-orm/migrations';

// kind, required, most files
type Requirement = readonly [kind: string, required: boolean, maxCount: number];

const ofEverybody: readonly Requirement[] = [
  ['photo', true, 1],
  ['id-card-front', true, 1],
  ['id-card-back', true, 1],
  ['education-certificate', true, 3],
];
const practising: Requirement = ['practising-certificate', true, 2];
const qualification: Requirement = ['medical-qualification-certificate', true, 2];
const optional: readonly Requirement[] = [
  ['degree-certificate', false, 3],
  ['title-certificate', false, 3],
  ['other', false, 5],
];
const certificatesOf: Readonly<Record<string, readonly Requirement[]>> = {
  clinical: [qualification, practising],
  laboratory: [],
  andrology: [qualification, practising],
  nursing: [practising],
};

export class Migration20261123163725_create_recruitment extends Migration {
  override name = 'Migration20261123163725_create_recruitment';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "recruitment";`);
    this.addSql(
      `create table "recruitment"."batch" ("id" uuid not null, "name" varchar(60) not null, "opens_at" timestamptz not null, "closes_at" timestamptz not null, "resubmission_grace_days" int not null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"));`,
    );
    this.addSql(`alter table "recruitment"."batch" add constraint "batch_name_unique" unique ("name");`);

    this.addSql(
      `create table "recruitment"."form_requirement" ("specialty" text not null, "attachments" jsonb not null, "version" int not null default 1, primary key ("specialty"));`,
    );

    this.addSql(
      `create table "recruitment"."training_base" ("id" uuid not null, "name" varchar(60) not null, "address" varchar(200) not null, "contact_name" varchar(40) not null, "contact_phone" varchar(40) not null, "introduction" text null, "status" text not null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"));`,
    );
    this.addSql(
      `alter table "recruitment"."training_base" add constraint "training_base_name_unique" unique ("name");`,
    );

    this.addSql(
      `create table "recruitment"."plan" ("id" uuid not null, "base_id" uuid not null, "batch_id" uuid not null, "specialty" text not null, "status" text not null, "quota" int not null, "contact_name" varchar(40) not null, "contact_phone" varchar(40) not null, "training_starts_on" date null, "training_ends_on" date null, "remark" text null, "created_at" timestamptz not null, "version" int not null default 1, "announcement" int not null default 0, primary key ("id"));`,
    );
    this.addSql(`create index "plan_batch_id_index" on "recruitment"."plan" ("batch_id");`);
    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_base_batch_specialty_unique" unique ("base_id", "batch_id", "specialty");`,
    );

    this.addSql(
      `create table "recruitment"."plan_statistics" ("plan_id" uuid not null, "submitted" int not null default 0, "first_review_passed" int not null default 0, "second_review_passed" int not null default 0, "publicized" int not null default 0, "admitted" int not null default 0, primary key ("plan_id"));`,
    );

    this.addSql(
      `create table "recruitment"."application_standing" ("application_id" uuid not null, "plan_id" uuid not null, "status" text not null, "version" int not null, primary key ("application_id"));`,
    );
    this.addSql(
      `create index "application_standing_plan_id_index" on "recruitment"."application_standing" ("plan_id");`,
    );

    this.addSql(
      `alter table "recruitment"."batch" add constraint "batch_closes_at_check" check (opens_at < closes_at);`,
    );
    this.addSql(
      `alter table "recruitment"."batch" add constraint "batch_resubmission_grace_days_check" check (resubmission_grace_days between 0 and 60);`,
    );

    this.addSql(
      `alter table "recruitment"."form_requirement" add constraint "form_requirement_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    this.addSql(
      `alter table "recruitment"."training_base" add constraint "training_base_status_check" check ("status" in ('active', 'suspended'));`,
    );

    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_base_id_foreign" foreign key ("base_id") references "recruitment"."training_base" ("id");`,
    );
    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_batch_id_foreign" foreign key ("batch_id") references "recruitment"."batch" ("id");`,
    );
    this.addSql(`alter table "recruitment"."plan" add constraint "plan_quota_check" check (quota > 0);`);
    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_training_ends_on_check" check (training_starts_on <= training_ends_on);`,
    );
    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );
    this.addSql(
      `alter table "recruitment"."plan" add constraint "plan_status_check" check ("status" in ('draft', 'published', 'closed'));`,
    );

    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_plan_id_foreign" foreign key ("plan_id") references "recruitment"."plan" ("id") on update cascade on delete cascade;`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_submitted_check" check (submitted >= first_review_passed);`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_first_review_passed_check" check (first_review_passed >= second_review_passed);`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_second_review_passed_check" check (second_review_passed >= publicized);`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_publicized_check" check (publicized >= admitted);`,
    );
    this.addSql(
      `alter table "recruitment"."plan_statistics" add constraint "plan_statistics_admitted_check" check (admitted >= 0);`,
    );

    this.addSql(
      `alter table "recruitment"."application_standing" add constraint "application_standing_plan_id_foreign" foreign key ("plan_id") references "recruitment"."plan" ("id");`,
    );
    this.addSql(
      `alter table "recruitment"."application_standing" add constraint "application_standing_status_check" check ("status" in ('submitted', 'first_review_passed', 'first_review_returned', 'signature_submitted', 'second_review_passed', 'second_review_returned', 'publicized', 'admitted', 'not_admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated', 'withdrawn'));`,
    );

    // what each specialty asks for at first; province administrators change it afterwards
    for (const [specialty, certificates] of Object.entries(certificatesOf)) {
      const attachments = [...ofEverybody, ...certificates, ...optional].map(([kind, required, maxCount]) => ({
        kind,
        required,
        maxCount,
      }));
      this.addSql(
        `insert into "recruitment"."form_requirement" ("specialty", "attachments") values ('${specialty}', '${JSON.stringify(attachments)}');`,
      );
    }
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "recruitment"."plan" drop constraint "plan_batch_id_foreign";`);
    this.addSql(`alter table "recruitment"."plan" drop constraint "plan_base_id_foreign";`);
    this.addSql(`alter table "recruitment"."plan_statistics" drop constraint "plan_statistics_plan_id_foreign";`);
    this.addSql(
      `alter table "recruitment"."application_standing" drop constraint "application_standing_plan_id_foreign";`,
    );

    this.addSql(`drop table if exists "recruitment"."batch" cascade;`);
    this.addSql(`drop table if exists "recruitment"."form_requirement" cascade;`);
    this.addSql(`drop table if exists "recruitment"."training_base" cascade;`);
    this.addSql(`drop table if exists "recruitment"."plan" cascade;`);
    this.addSql(`drop table if exists "recruitment"."plan_statistics" cascade;`);
    this.addSql(`drop table if exists "recruitment"."application_standing" cascade;`);

    this.addSql(`drop schema if exists "recruitment";`);
  }
}
