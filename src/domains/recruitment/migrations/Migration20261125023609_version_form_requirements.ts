import { Migration } from '@mikro-orm/migrations';

export class Migration20261125023609_version_form_requirements extends Migration {
  override name = 'Migration20261125023609_version_form_requirements';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "recruitment"."form_requirement_version" ("specialty" text not null, "version" int not null, "attachments" jsonb not null, "eligibility" jsonb not null, "changed_by" uuid null, "changed_at" timestamptz not null, primary key ("specialty", "version"));`,
    );

    this.addSql(`alter table "recruitment"."form_requirement" add "eligibility" jsonb not null default '[]';`);

    this.addSql(
      `alter table "recruitment"."form_requirement_version" add constraint "form_requirement_version_specialty_check" check ("specialty" in ('clinical', 'laboratory', 'andrology', 'nursing'));`,
    );

    // what is asked for now is the first version whose wording is known
    this.addSql(
      `insert into "recruitment"."form_requirement_version" ("specialty", "version", "attachments", "eligibility", "changed_by", "changed_at") select "specialty", "version", "attachments", "eligibility", null, now() from "recruitment"."form_requirement";`,
    );
    this.addSql(`create function "recruitment"."refuse_change"() returns trigger language plpgsql as $$
      begin
        raise exception '% rows are written once', tg_table_name using errcode = 'restrict_violation';
      end $$;`);
    this.addSql(
      `create trigger "form_requirement_version_is_frozen" before update or delete on "recruitment"."form_requirement_version" for each row execute function "recruitment"."refuse_change"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "recruitment"."form_requirement_version" cascade;`);
    this.addSql(`drop function if exists "recruitment"."refuse_change"();`);

    this.addSql(`alter table "recruitment"."form_requirement" drop column "eligibility";`);
  }
}
