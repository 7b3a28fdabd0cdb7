/** Prints a line a step, numbered as the manual's sections are. */
export class Told {
  private count = 0;

  step(section: string, text: string): void {
    this.count += 1;
    console.log(`✓ ${section} ${text}`);
  }

  sms(text: string): void {
    console.log(`    短信：${text}`);
  }

  get steps(): number {
    return this.count;
  }
}
