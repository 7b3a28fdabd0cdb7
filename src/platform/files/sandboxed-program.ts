import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Turns } from '../turns.js';

/** What a program may take, and how long it stays. */
export interface SandboxLimits {
  /** An answer that takes longer is none. */
  readonly longestMs: number;
  /** Of the JavaScript heap, in megabytes. */
  readonly heapMegabytes: number;
  /** Of each WebAssembly memory, in megabytes; not limited by default. */
  readonly wasmMegabytes?: number;
  /** Questions after which it is started anew, for what it keeps of each. */
  readonly mostQuestions: number;
}

/** It was killed for taking too long, or went down with its memory: the question was made to do that. */
export const overstrained = Symbol('overstrained');

// what a shell would say of a process that aborted
const outOfMemory = 134;
const idleMs = 10_000;
const wasmPagesPerMegabyte = 16;

/**
 * A program of a process of its own that answers one question after another about what strangers sent: one that is
 * driven out of memory or into an endless loop takes its process along, and a thread's process would be the platform.
 * Started when it is needed, and ended soon after. It answers each `message` with one.
 */
export class SandboxedProgram<Question extends string | object, Answer> {
  private readonly turns = new Turns(1);
  private readonly program: string;
  private child: ChildProcess | undefined;
  private questions = 0;
  private idle: NodeJS.Timeout | undefined;

  /**
   * `name` is the program's file name without its ending, beside this file: .js once it is compiled; under jest Node runs
   * the .ts as it is, which therefore imports packages only.
   */
  constructor(
    private readonly name: string,
    private readonly limits: SandboxLimits,
  ) {
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    this.program = fileURLToPath(new URL(`./${name}${ending}`, import.meta.url));
  }

  /** Its answer; fails when the program itself does. */
  ask(question: Question): Promise<Answer | typeof overstrained> {
    return this.turns.run(async () => {
      clearTimeout(this.idle);
      if (!this.child?.connected) this.child = this.start();
      const { child } = this;
      const late = setTimeout(() => child.kill('SIGKILL'), this.limits.longestMs);
      try {
        return await this.answerOf(child, question);
      } finally {
        clearTimeout(late);
        this.questions += 1;
        if (this.questions >= this.limits.mostQuestions) this.end();
        this.idle = setTimeout(() => this.end(), idleMs).unref();
      }
    });
  }

  /** Without the platform's secrets in its environment, and without the right to write anything or to start a program. */
  private start(): ChildProcess {
    const { heapMegabytes, wasmMegabytes } = this.limits;
    const limits = [`--max-old-space-size=${heapMegabytes}`];
    if (wasmMegabytes !== undefined) limits.push(`--wasm-max-mem-pages=${wasmMegabytes * wasmPagesPerMegabyte}`);
    const child = fork(this.program, {
      execArgv: [...limits, '--permission', '--allow-fs-read=*', '--no-warnings'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.questions = 0;
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    child.unref();
    child.channel?.unref();
    return child;
  }

  private end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private answerOf(child: ChildProcess, question: Question): Promise<Answer | typeof overstrained> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        child.off('message', onAnswer).off('exit', onExit).off('error', onError);
        act();
      };
      const onAnswer = (answer: unknown) => settle(() => resolve(answer as Answer));
      const onError = (error: Error) => settle(() => reject(error));
      const onExit = (status: number | null) =>
        settle(() => {
          if (status === null || status === outOfMemory) resolve(overstrained);
          else reject(new Error(`${this.name} ended with ${status}`));
        });
      child.on('message', onAnswer).on('exit', onExit).on('error', onError);
      child.send(question, (error) => error && onError(error));
    });
  }
}
