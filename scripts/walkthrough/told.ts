/** Prints a line a step, numbered as the manual's sections are. */
export class Told {
  private count = 0;

  constructor(private readonly print: (line: string) => void) {}

  step(section: string, text: string): void {
    this.count += 1;
    this.print(`✓ ${section} ${text}`);
  }

  sms(text: string): void {
    this.print(`    短信：${text}`);
  }

  get steps(): number {
    return this.count;
  }
}
