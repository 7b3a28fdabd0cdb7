import { Migration } from '@mikro-orm/migrations';

export class Migration20261125024538_save_form_in_sections extends Migration {
  override name = 'Migration20261125024538_save_form_in_sections';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table "applications"."known_plan" add "eligibility" jsonb not null default '[]', add "requirements_version" int not null default 1;`,
    );

    this.addSql(
      `alter table "applications"."personal_info" add "basic" text null, add "contact" text null, add "education" text null, add "work" text null, add "training" text null, add "statement" text null;`,
    );
    this.addSql(`alter table "applications"."personal_info" alter column "form" drop not null;`);

    this.addSql(`alter table "applications"."revision" add "requirements" jsonb null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(
      `alter table "applications"."known_plan" drop column "eligibility", drop column "requirements_version";`,
    );

    this.addSql(
      `alter table "applications"."personal_info" drop column "basic", drop column "contact", drop column "education", drop column "work", drop column "training", drop column "statement";`,
    );
    this.addSql(`alter table "applications"."personal_info" alter column "form" set not null;`);

    this.addSql(`alter table "applications"."revision" drop column "requirements";`);
  }
}
