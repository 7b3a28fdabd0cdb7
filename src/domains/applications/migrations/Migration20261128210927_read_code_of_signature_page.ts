import { Migration } from '@mikro-orm/migrations';

export class Migration20261128210927_read_code_of_signature_page extends Migration {
  override name = 'Migration20261128210927_read_code_of_signature_page';

  override up(): void | Promise<void> {
    this.addSql(`alter table "applications"."signature_page" drop constraint "signature_page_sequence_unique";`);
    this.addSql(`alter table "applications"."signature_page" add "form_number" varchar(20) null;`);
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_sequence_unique" unique ("sequence") deferrable initially immediate;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "applications"."signature_page" drop constraint "signature_page_sequence_unique";`);
    this.addSql(`alter table "applications"."signature_page" drop column "form_number";`);
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_sequence_unique" unique ("sequence");`,
    );
  }
}
